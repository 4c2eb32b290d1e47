"""Who gets through at which address. A new address without a row fails: add one line here.

A row says for GET and for POST who gets through, each ``who`` asked for every role, for what is
one's own and what is not, and in every state that such a thing can be in. What a row does not
mention, the address does not answer at all. Addresses of libraries are in ``libraries.py``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from blog.accounts.rules.roles import Act, Role, reach
from blog.accounts.rules.roles import may as table_may
from tests.authorization.asking import STRANGER
from tests.authorization.world import OWN, POST_STATES, Thing

type Who = Callable[[str, Thing], bool]
type Body = Callable[[Thing], Mapping[str, Any]]


def nothing(thing: Thing) -> Mapping[str, Any]:
    """A form with nothing in it: refused as incomplete, after the right was asked."""
    return {}


@dataclass(frozen=True)
class Row:
    """Who gets through by GET and by POST; None: the address does not answer that.

    An address about a post is asked in ``states``; every service is asked in all of them.
    """

    get: Who | None
    post: Who | None = None
    body: Body = field(default=nothing)
    states: tuple[str, ...] = ("draft", "live")


def reads(who: Who) -> Row:
    """A page: answers no POST."""
    return Row(who)


def sends(who: Who, body: Body = nothing) -> Row:
    """A button: answers no GET."""
    return Row(None, who, body)


def both(who: Who, body: Body = nothing) -> Row:
    """A page with a form: the same people see it and send it."""
    return Row(who, who, body)


def in_every_state(row: Row) -> Row:
    """What is right depends on where the post stands."""
    return replace(row, states=POST_STATES)


def words(**said: Any) -> Body:
    """A form with these words."""
    return lambda thing: said


hook = words(name="Chat", url="https://example.com/", public=["post.published"])


def may(*acts: Act) -> Who:
    """People whose role allows each of these, for this one thing."""
    return lambda who, thing: (
        who != STRANGER and all(table_may([Role(who)], act, owns=thing.owns) for act in acts)
    )


def may_some(act: Act) -> Who:
    """People whose role allows it for something, if only for what is theirs."""
    return lambda who, _: who != STRANGER and bool(reach([Role(who)], act))


def either(*acts: Act) -> Who:
    """People whose role allows one of these."""
    return lambda who, thing: any(may(act)(who, thing) for act in acts)


def everybody(who: str, thing: Thing) -> bool:
    """Strangers as well."""
    return True


def signed_in(who: str, thing: Thing) -> bool:
    """Everybody with an account."""
    return who != STRANGER


def nobody(who: str, thing: Thing) -> bool:
    """Closed, whoever asks."""
    return False


def only(who: Who, which: Callable[[Thing], bool]) -> Who:
    """These people, for things of this kind; nobody for others."""
    return lambda person, thing: which(thing) and who(person, thing)


def is_own(thing: Thing) -> bool:
    """Whether it is the person's."""
    return thing.owns


def is_public(thing: Thing) -> bool:
    """Whether readers have the post."""
    return thing.is_public


def is_seen(thing: Thing) -> bool:
    """Whether the person sees the comment: a shown one, or their own as long as it stands."""
    return thing.state == "visible" or (thing.owns and thing.state in {"waiting", "rejected"})


def is_seen_and_own(thing: Thing) -> bool:
    """Whether it is the person's comment and stands."""
    return is_seen(thing) and thing.owns


def is_seen_of_others(thing: Thing) -> bool:
    """Whether it is somebody else's comment that is shown."""
    return is_seen(thing) and not thing.owns


def trashes(who: str, thing: Thing) -> bool:
    """What readers have is taken from them first."""
    asked = (Act.TRASH, Act.UNPUBLISH) if thing.is_public else (Act.TRASH,)
    return may(*asked)(who, thing)


def accepts(who: str, thing: Thing) -> bool:
    """Whom the invitation names; a stranger is shown where to sign in, and nothing is done."""
    return who == STRANGER or thing.whose == OWN


def new_text(thing: Thing) -> Mapping[str, Any]:
    """A comment that says something else."""
    return {"text": "Better words.", "revision": thing.it.revision_id}


ROWS: dict[str, Row] = {
    # For machines and browsers
    "livez": reads(everybody),
    "readyz": reads(everybody),
    "favicon": reads(everybody),
    "manifest": reads(everybody),
    "robots": reads(everybody),
    "security": reads(everybody),
    "sitemap": reads(everybody),
    "sitemap_part": reads(everybody),
    "media": reads(everybody),
    "document": reads(everybody),
    # Reading
    "content:tag": reads(everybody),
    "content:author": reads(everybody),
    "content:series": reads(everybody),
    "content:feeds": reads(everybody),
    "content:feed": reads(everybody),
    "content:subject_feed": reads(everybody),
    "content:search": reads(everybody),
    "content:archive": reads(everybody),
    "content:archive_year": reads(everybody),
    "content:archive_month": reads(everybody),
    "corrections:all": reads(everybody),
    "corrections:difference": reads(everybody),
    "corrections:feed": reads(everybody),
    # The link is the right; it takes remarks.
    "publishing:shared_preview": both(everybody, words(text="A guest's words.", action="remark")),
    # The conversation
    "comments:thread": in_every_state(reads(only(everybody, is_public))),
    "comments:feed": reads(everybody),
    "comments:post_feed": in_every_state(reads(only(everybody, is_public))),
    "comments:news": in_every_state(reads(only(everybody, is_public))),
    "comments:new": in_every_state(reads(only(everybody, is_public))),
    "comments:write": in_every_state(both(only(signed_in, is_public), words(text="Words."))),
    # Where the post takes guests, strangers too: tests/comments/test_guests.py.
    "comments:guest": in_every_state(both(only(signed_in, is_public), words(text="Words."))),
    "comments:guest_code": both(everybody),  # leads away: no code is under way
    "comments:follow": in_every_state(sends(only(signed_in, is_public), words(wanted="yes"))),
    "comments:follow_thread": both(only(signed_in, is_seen)),
    "comments:followed": both(signed_in),
    "comments:stop_following": both(everybody),  # the link is the right
    "comments:permalink": reads(
        lambda who, thing: thing.state == "visible" or (signed_in(who, thing) and is_seen(thing))
    ),
    "comments:reply": both(only(signed_in, is_seen), words(text="Words.")),
    "comments:edit": both(only(signed_in, is_seen_and_own), new_text),
    "comments:delete": both(only(signed_in, is_seen_and_own)),
    "comments:restore": sends(
        only(
            signed_in, lambda thing: is_seen_and_own(thing) or (thing.owns and "del" in thing.state)
        )
    ),
    "comments:recommend": Row(only(signed_in, is_seen), only(signed_in, is_seen_of_others)),
    "comments:report": Row(
        only(signed_in, is_seen),
        only(signed_in, is_seen_of_others),
        words(complaint="spam"),
    ),
    "comments:appeal": both(only(signed_in, is_seen_and_own), words(text="It was kind.")),
    "comments:block": both(only(signed_in, is_seen)),
    "comments:desk_queue": reads(may(Act.MODERATE)),
    "comments:desk_item": both(may(Act.MODERATE)),
    "comments:desk_hold": sends(may(Act.MODERATE)),
    "comments:desk_person": both(may(Act.BAN)),
    "comments:desk_note": sends(may(Act.MODERATE), words(text="Words.")),
    "comments:desk_lift": sends(may(Act.BAN)),
    "comments:desk_keep_search": both(may(Act.MODERATE), words(search_name="Rye")),
    "comments:desk_forget_search": sends(only(may(Act.MODERATE), is_own)),
    "comments:desk_bulk": both(may(Act.MODERATE)),
    "comments:desk_undo_bulk": sends(may(Act.MODERATE), words(decided_at="2026-11-20 13:00:00")),
    "comments:desk_rules": both(may(Act.SET_RULES), words(text="pills", weight="suspect")),
    "comments:desk_remove_phrase": sends(may(Act.SET_RULES)),
    "comments:desk_quality": reads(may(Act.MODERATE)),
    "comments:desk_quality_file": reads(may(Act.MODERATE)),
    # One's own account
    "accounts:account": reads(signed_in),
    "accounts:second_step": reads(signed_in),
    "accounts:signed_in_again": reads(signed_in),
    "accounts:kept_form": both(nobody),  # what is kept is in one's own session, and nothing is here
    "accounts:sign_in_link": both(everybody),  # the link is the right
    "accounts:invitation": Row(everybody, accepts),
    "accounts:profile": both(signed_in),
    "accounts:picture": sends(signed_in),
    "accounts:handle": sends(signed_in, words(handle="somebody-else")),
    "accounts:inbox": reads(signed_in),
    "accounts:mark_read": sends(signed_in, words(all="")),
    "accounts:notification_preferences": both(signed_in),
    "accounts:stop_mail": both(everybody),  # the link is the right
    "accounts:own_data": both(signed_in),
    "accounts:fetch_export": reads(only(signed_in, is_own)),
    "accounts:leave": reads(signed_in),
    "accounts:ask_to_leave": sends(signed_in, words(comments="anonymise")),
    "accounts:stay": sends(signed_in),
    "accounts:public_profile": reads(everybody),
    "accounts:reading_gate": reads(nobody),
    # The desk
    "desk": reads(may(Act.USE_DESK)),
    "desk_new_post": reads(may_some(Act.WRITE)),
    "desk_post": in_every_state(reads(may(Act.SEE_DRAFT))),
    "desk_post_review": reads(may(Act.REVIEW)),
    "desk_post_checklist": reads(may(Act.SEE_DRAFT)),
    "desk_post_checklist_file": reads(may(Act.SEE_DRAFT)),
    "desk_post_history": reads(may(Act.SEE_DRAFT)),
    "desk_post_compare": reads(may(Act.SEE_DRAFT)),
    "desk_post_restore_revision": both(may(Act.WRITE)),
    "desk_post_read": reads(may(Act.SEE_DRAFT)),
    "desk_post_name_version": both(may(Act.WRITE)),
    "desk_post_restore_block": both(may(Act.WRITE)),
    "desk_post_submit": both(may(Act.SUBMIT)),
    "desk_post_withdraw": both(may(Act.SUBMIT)),
    "desk_post_approve": both(may(Act.REVIEW)),
    "desk_post_request-changes": both(may(Act.REVIEW)),
    "desk_post_publish": both(may(Act.PUBLISH)),
    "desk_post_correct": both(may(Act.CORRECT)),
    "desk_post_schedule": both(may(Act.PUBLISH)),
    "desk_post_unschedule": both(may(Act.PUBLISH)),
    "desk_post_try-again": both(may(Act.PUBLISH)),
    "desk_post_try-end-again": both(may(Act.UNPUBLISH)),
    "desk_post_schedule-end": both(may(Act.UNPUBLISH)),
    "desk_post_unschedule-end": both(may(Act.UNPUBLISH)),
    "desk_post_unpublish": both(may(Act.UNPUBLISH)),
    "desk_post_undo": both(may(Act.PUBLISH)),
    "desk_post_roll-back": both(may(Act.PUBLISH)),
    "desk_post_trash": in_every_state(both(trashes)),
    "desk_post_restore": in_every_state(both(may(Act.TRASH))),
    "desk_post_share": both(may(Act.SHARE_PREVIEW)),
    "desk_post_revoke": both(may(Act.SHARE_PREVIEW)),
    "desk_posts": reads(may_some(Act.SEE_DRAFT)),
    "desk_save_filter": sends(may_some(Act.SEE_DRAFT), words(name="Rye")),
    "desk_change_filter": Row(
        may_some(Act.SEE_DRAFT), only(may_some(Act.SEE_DRAFT), is_own), words(delete="")
    ),
    "desk_reports": reads(may(Act.REVIEW)),
    "desk_report_file": reads(may(Act.REVIEW)),
    "desk_calendar": reads(may_some(Act.SEE_DRAFT)),
    # Where nothing is set there is nothing to see; what was typed is given back.
    "desk_move": in_every_state(
        Row(only(may(Act.PUBLISH), lambda thing: thing.state == "scheduled"), may(Act.PUBLISH))
    ),
    "desk_review": reads(may(Act.REVIEW)),
    "desk_log": reads(may(Act.SEE_AUDIT_LOG)),
    "desk_log_file": reads(may(Act.SEE_AUDIT_LOG)),
    "desk_jobs": reads(may(Act.SEE_JOBS)),
    "desk_retry_message": sends(may(Act.SEE_JOBS)),
    "desk_cancel_message": sends(may(Act.SEE_JOBS)),
    "desk_retry_task": sends(may(Act.SEE_JOBS)),
    "desk_forget_task": sends(may(Act.SEE_JOBS)),
    "desk_webhooks": reads(may(Act.SET_WEBHOOKS)),
    "desk_add_webhook": both(may(Act.SET_WEBHOOKS), hook),
    "desk_webhook": reads(may(Act.SET_WEBHOOKS)),
    "desk_change_webhook": both(may(Act.SET_WEBHOOKS), hook),
    "desk_test_webhook": sends(may(Act.SET_WEBHOOKS)),
    "desk_webhook_off": sends(may(Act.SET_WEBHOOKS)),
    "desk_webhook_on": sends(may(Act.SET_WEBHOOKS)),
    "desk_webhook_secret": sends(may(Act.SET_WEBHOOKS)),
    "desk_remove_webhook": sends(may(Act.SET_WEBHOOKS)),
    "desk_replay": sends(may(Act.SET_WEBHOOKS)),
    "accounts:desk_inbox": reads(may(Act.USE_DESK)),
    "accounts:staff": reads(may(Act.INVITE)),
    "accounts:invite": both(may(Act.INVITE), words(email="new@example.com", roles=["Author"])),
    "accounts:person": both(may(Act.INVITE), words(roles=["Author"])),
    "accounts:revoke_invitation": sends(may(Act.INVITE)),
    # In front of Wagtail's admin
    "admin_gate": reads(nobody),
    "staff_instead_of_wagtail": reads(may(Act.INVITE)),  # accounts are managed at the desk
    "wagtailadmin_explore_that_may_be_seen": reads(may_some(Act.WRITE)),
    "wagtailadmin_explore_results_that_may_be_seen": reads(may_some(Act.WRITE)),
    "wagtailadmin_choose_page_child_that_may_be_seen": reads(may_some(Act.WRITE)),
    "wagtailadmin_choose_page_that_may_be_seen": reads(may_some(Act.WRITE)),
}
