"""What the screen of one post shows: where it stands, what is to do, and who can do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Revision

from blog.accounts import permissions
from blog.content.models import PostPage
from blog.publishing.rules import four_eyes, workflow
from blog.publishing.rules.readiness import Weight
from blog.publishing.rules.workflow import Action, Level
from blog.publishing.selectors import policies, screen, states
from blog.publishing.selectors.screen import PostScreen
from blog.publishing.services import checklist
from blog.publishing.services.review import EYES_WORDS
from blog.publishing.services.steps import STATE_NAMES

WEIGHT_NAMES: dict[Weight, Promise] = {
    Weight.REQUIRED: gettext_lazy("must be done"),
    Weight.RECOMMENDED: gettext_lazy("recommended"),
    Weight.INFORMATION: gettext_lazy("for information"),
}

# Where the words of a state say nothing of what happens next.
NEXT: dict[workflow.State, Promise] = {
    workflow.State.DRAFT: gettext_lazy("Nobody but the team sees it."),
    workflow.State.SUBMITTED: gettext_lazy("It waits for somebody to read it."),
    workflow.State.RETURNED: gettext_lazy("Its author changes it and submits it again."),
    workflow.State.APPROVED: gettext_lazy("It can be published as it is."),
    workflow.State.SCHEDULED: gettext_lazy("It comes out by itself."),
    workflow.State.SCHEDULE_FAILED: gettext_lazy("It did not come out; it is tried again."),
    workflow.State.LIVE: gettext_lazy("Readers have the newest text."),
    workflow.State.LIVE_CHANGED: gettext_lazy("Readers have an older text; a newer one is here."),
    workflow.State.UNPUBLISHED: gettext_lazy("Readers had it once, and do not now."),
    workflow.State.TRASHED: gettext_lazy("It can be restored until it is gone for good."),
}

# Only the checklist, four eyes and a newer text stand before these.
GOES_OUT = (Action.PUBLISH, Action.CORRECT, Action.SCHEDULE)


@dataclass(frozen=True)
class Item:
    """A line of the checklist with the place in the editor to jump to."""

    weight: str
    is_required: bool
    message: str
    url: str
    check: str  # and its weight, as programs name them
    weighs: str


@dataclass(frozen=True)
class Checklist:
    """The checklist of a post's newest text. ``required``: how many of the items must be done."""

    post_id: int
    revision_id: int
    title: str
    items: tuple[Item, ...]
    required: int
    may_edit: bool


@dataclass(frozen=True)
class Offer:
    """Something that can be done with a post now. ``why`` says what stands in this person's way.

    ``as_with`` is what was offered before and is off for the same reason.
    """

    action: Action
    why: str
    as_with: Action | None = None

    @property
    def is_on(self) -> bool:
        """Whether the button does something."""
        return not self.why


@dataclass(frozen=True)
class Shown:
    """A post's screen."""

    post: PostScreen
    state: str
    what_next: str
    items: tuple[Item, ...]
    required: int
    needs_two: bool
    offers: dict[Action, Offer]
    edit_url: str
    may_edit: bool


def present_checklist(*, post: PostPage, by: Any) -> Checklist:
    """Return the checklist of a post's newest text for one person."""
    revision = screen.get_newest(post=post)
    items = _items(post, revision)
    return Checklist(
        post_id=post.pk,
        revision_id=revision.pk,
        title=revision.content.get("title") or post.draft_title or post.title,
        items=items,
        required=sum(item.is_required for item in items),
        may_edit=_may_edit(post, by),
    )


def present_post(*, post: PostPage, by: Any, at: datetime) -> Shown:
    """Return the screen of a post for one person."""
    seen = screen.get_screen(post=post, at=at)
    revision = post.revisions.get(pk=seen.revision_id)
    edit_url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    items = _items(post, revision)
    required = sum(item.is_required for item in items)
    reading = policies.get_reading(post=post, revision=revision, by=by)
    owns = states.is_own(post=post, user=by)

    def why_off(action: Action) -> str:
        for act in workflow.acts_for(action, is_public=seen.is_public):
            if not permissions.may(by, act, owns=owns):
                names = ", ".join(policies.names_of_roles(act=act))
                return _("Your account does not have the right to do this. %(roles)s can.") % {
                    "roles": names
                }
        if action is Action.APPROVE and seen.submitted_id != seen.revision_id:
            return _("A newer text was saved since it was submitted. It must be submitted again.")
        refusal = None
        if action is Action.APPROVE:
            refusal = four_eyes.refuse_approval(reading)
        elif action in GOES_OUT:
            refusal = four_eyes.refuse_publication(reading)
        if refusal:
            act = workflow.TABLE[Action.APPROVE].act
            names = ", ".join(policies.names_of_roles(act=act))
            return _("%(reason)s Somebody else must approve it: %(roles)s can.") % {
                "reason": EYES_WORDS[refusal],
                "roles": names,
            }
        if workflow.TABLE[action].level is Level.REQUIRED and required:
            return ngettext(
                "%(number)s item of the checklist must be done first.",
                "%(number)s items of the checklist must be done first.",
                required,
            ) % {"number": required}
        return ""

    offers: dict[Action, Offer] = {}
    first: dict[str, Action] = {}
    for action in _offered(seen, post=post):
        why = why_off(action)
        offers[action] = Offer(action, why, first.get(why) if action in GOES_OUT else None)
        if why and action in (Action.APPROVE, *GOES_OUT):
            first.setdefault(why, action)
    return Shown(
        post=seen,
        state=str(STATE_NAMES[seen.state]),
        what_next=str(NEXT[seen.state]),
        items=items,
        required=required,
        needs_two=reading.policy,
        offers=offers,
        edit_url=edit_url,
        may_edit=seen.trashed_until is None and _may_edit(post, by),
    )


def _offered(seen: PostScreen, *, post: PostPage) -> Iterator[Action]:
    """Yield what the table lets be done in this state, less what there is nothing to do with."""
    nothing_there = {
        Action.UNDO: seen.undo is None,
        Action.ROLL_BACK: not seen.earlier,
        Action.UNSCHEDULE_END: seen.end is None,
        Action.TRY_AGAIN: not (seen.timed and seen.timed.pauses),
        Action.TRY_END_AGAIN: not (seen.end and seen.end.pauses),
        Action.CORRECT: not post.has_unpublished_changes,
        Action.RESTORE_REVISION: True,  # is offered beside each version
    }
    for action in workflow.actions_in(seen.state, is_public=seen.is_public):
        if not nothing_there.get(action, False):
            yield action


def _may_edit(post: PostPage, by: Any) -> bool:
    owns = states.is_own(post=post, user=by)
    return permissions.may(by, workflow.TABLE[Action.RESTORE_REVISION].act, owns=owns)


def _items(post: PostPage, revision: Revision) -> tuple[Item, ...]:
    edit_url = reverse("wagtailadmin_pages:edit", args=[post.pk])
    return tuple(_item(item, edit_url) for item in checklist.items_of(revision=revision))


def _item(item: checklist.Item, edit_url: str) -> Item:
    anchor = f"id_{item.place}" if item.place in _FIELDS else f"block-{item.place}-section"
    return Item(
        str(WEIGHT_NAMES[item.weight]),
        item.weight is Weight.REQUIRED,
        item.message,
        f"{edit_url}#{anchor}" if item.place else edit_url,
        item.check.value,
        item.weight.value,
    )


_FIELDS = frozenset(field.name for field in PostPage._meta.get_fields())
