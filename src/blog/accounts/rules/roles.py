"""What each role may do, as one table. No database, no Django.

Every permission check of the project ends here: a service asks ``permissions.ensure``, which looks
up the row of the act and the columns of the person's roles.
"""

from collections.abc import Iterable
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """The roles of the site. The value is the name of the group, except for ``READER``.

    Everybody with an account is a reader; the other roles are groups, and a superuser is an admin.
    """

    READER = "Reader"
    AUTHOR = "Author"
    TRUSTED_AUTHOR = "Trusted author"
    EDITOR = "Editor"
    MODERATOR = "Moderator"
    ADMIN = "Admin"


# Who can reach the desk and the admin, and so must sign in with more than a password.
STAFF = frozenset(Role) - {Role.READER}


class Act(StrEnum):
    """What a person can ask for and be refused. The value is the act in words."""

    # the conversation
    COMMENT = "comment on a post"
    EDIT_COMMENT = "edit or delete a comment"
    REACT = "react to a comment"
    REPORT_COMMENT = "report a comment"
    APPEAL = "appeal against a rejection"
    # one's own account
    KEEP_ACCOUNT = "change one’s profile and notifications, take one’s data, leave"
    # the desk
    USE_DESK = "open the desk and the editor"
    SEE_DRAFT = "see a draft and its history"
    WRITE = "write and change a draft"
    SUBMIT = "submit a draft, or withdraw it"
    SHARE_PREVIEW = "share a preview of a draft"
    REVIEW = "approve a submission, or ask for changes"
    PUBLISH = "publish, schedule and undo"
    UNPUBLISH = "unpublish"
    CORRECT = "add a correction to a live post"
    TRASH = "move a post to the trash, and restore it"
    ARRANGE = "change sections, series, tags, authors and pages"
    # moderation
    MODERATE = "decide on comments and reports"
    BAN = "warn, suspend and ban"
    SET_RULES = "change the rules of the conversation"
    # the house
    SEE_AUDIT_LOG = "read the audit log"
    SEE_JOBS = "see failed jobs, and retry or cancel them"
    INVITE = "invite people and give roles"
    CONFIGURE = "change the settings of the site"
    SET_WEBHOOKS = "choose which other systems are told of what happens here"


class Reach(IntEnum):
    """How far a right goes: not at all, to what is one's own, to everything."""

    NONE = 0
    OWN = 1
    ALL = 2


_ = Reach.NONE
own = Reach.OWN
all_ = Reach.ALL

COLUMNS = (
    Role.READER,
    Role.AUTHOR,
    Role.TRUSTED_AUTHOR,
    Role.EDITOR,
    Role.MODERATOR,
    Role.ADMIN,
)

# fmt: off
TABLE: dict[Act, tuple[Reach, ...]] = {
    #                    Reader  Author  Trusted Editor  Moder.  Admin
    Act.COMMENT:        (all_,   all_,   all_,   all_,   all_,   all_),
    Act.EDIT_COMMENT:   (own,    own,    own,    own,    own,    own),
    Act.REACT:          (all_,   all_,   all_,   all_,   all_,   all_),
    Act.REPORT_COMMENT: (all_,   all_,   all_,   all_,   all_,   all_),
    Act.APPEAL:         (own,    own,    own,    own,    own,    own),
    Act.KEEP_ACCOUNT:   (own,    own,    own,    own,    own,    own),
    Act.USE_DESK:       (_,      all_,   all_,   all_,   all_,   all_),
    Act.SEE_DRAFT:      (_,      own,    own,    all_,   _,      all_),
    Act.WRITE:          (_,      own,    own,    all_,   _,      all_),
    Act.SUBMIT:         (_,      own,    own,    all_,   _,      all_),
    Act.SHARE_PREVIEW:  (_,      own,    own,    all_,   _,      all_),
    Act.REVIEW:         (_,      _,      _,      all_,   _,      all_),
    Act.PUBLISH:        (_,      _,      own,    all_,   _,      all_),
    Act.UNPUBLISH:      (_,      _,      own,    all_,   _,      all_),
    Act.CORRECT:        (_,      _,      own,    all_,   _,      all_),
    Act.TRASH:          (_,      own,    own,    all_,   _,      all_),
    Act.ARRANGE:        (_,      _,      _,      all_,   _,      all_),
    Act.MODERATE:       (_,      _,      _,      _,      all_,   all_),
    Act.BAN:            (_,      _,      _,      _,      all_,   all_),
    Act.SET_RULES:      (_,      _,      _,      _,      all_,   all_),
    Act.SEE_AUDIT_LOG:  (_,      _,      _,      all_,   all_,   all_),
    Act.SEE_JOBS:       (_,      _,      _,      all_,   _,      all_),
    Act.INVITE:         (_,      _,      _,      _,      _,      all_),
    Act.CONFIGURE:      (_,      _,      _,      _,      _,      all_),
    Act.SET_WEBHOOKS:   (_,      _,      _,      _,      _,      all_),
}
# fmt: on


def reach(roles: Iterable[Role], act: Act) -> Reach:
    """Return how far these roles together may go with an act."""
    return max((TABLE[act][COLUMNS.index(role)] for role in roles), default=Reach.NONE)


def may(roles: Iterable[Role], act: Act, *, owns: bool = False) -> bool:
    """Return whether these roles may do this to one thing, ``owns`` saying whether it is theirs."""
    return reach(roles, act) >= (Reach.OWN if owns else Reach.ALL)


def who_may(act: Act) -> tuple[Role, ...]:
    """Return the roles that may do this to anything, or, if there is none, to what is theirs."""
    for least in (Reach.ALL, Reach.OWN):
        roles = tuple(role for role in COLUMNS if reach([role], act) >= least)
        if roles:
            return roles
    return ()
