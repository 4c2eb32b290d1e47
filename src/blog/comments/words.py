"""How the conversation's states, queues and rules are called at the desk, and to authors."""

from django.utils.translation import gettext_lazy as _

QUEUES = {
    "reported": _("Reported"),
    "pending": _("Pending"),
    "unmoderated": _("Unmoderated"),
    "approved": _("Approved"),
    "rejected": _("Rejected"),
    "appeals": _("Appeals"),
}

STATES = {
    "none": _("Shown, nobody has looked"),
    "approved": _("Approved"),
    "rejected": _("Rejected"),
    "premod": _("Waits: read first"),
    "withheld": _("Waits: withheld by a rule"),
}

RULES = {
    "banned_phrase": _("It has a word that is withheld"),
    "suspect_phrase": _("It has a word that a moderator reads first"),
    "watched": _("A moderator reads this person’s comments first"),
    "record": _("Much of what this person wrote lately was rejected"),
    "policy": _("Every comment here is read first"),
    "spam": _("It is like spam that was rejected"),
    "outside": _("A check outside this site calls it spam"),
    "outside_silent": _("The check outside this site did not answer"),
    "links": _("It has many links"),
    "new": _("The person is new here"),
    "trusted": _("The person is trusted"),
    "team": _("The person belongs to the team"),
    "shown": _("No rule had an objection"),
    "imported": _("It was so on the site that it comes from"),
}

# The same to the author of what waits; which word it was is not said, lest it is only spelled anew.
TO_AUTHORS = {
    "banned_phrase": _("It has a word that a moderator looks at first."),
    "suspect_phrase": _("It has a word that a moderator looks at first."),
    "watched": _("A moderator reads your comments before others do."),
    "record": _("Several of your comments were rejected lately."),
    "policy": _("A moderator reads every comment on this post first."),
    "spam": _("It reads like comments that were rejected as spam."),
    "outside": _("An automatic check takes it for spam."),
    "outside_silent": _("An automatic check did not answer."),
    "links": _("It has many links."),
    "new": _("A moderator reads the first comments of everybody who is new here."),
}

KEYS = [
    ("next", "j", _("Next comment")),
    ("previous", "k", _("Previous comment")),
    ("approve", "f", _("Approve")),
    ("reject", "d", _("Reject")),
    ("ban", "b", _("Ban")),
    ("undo", "u", _("Undo")),
    ("queue", "t", _("Next queue")),
    ("search", "/", _("Search comments")),
    ("help", "?", _("These keys")),
]
