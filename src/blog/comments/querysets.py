"""How comments are found, in the house's own words. Queues are questions, never stored."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Concat

from blog.comments.rules.states import VISIBLE, WAITING, State

if TYPE_CHECKING:
    from blog.comments.models import Comment

NAMES = ("first_name", "last_name")
SHOWN = Q(state__in=VISIBLE, deleted_at__isnull=True)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, found the way the house talks about them."""

    def on(self, post_id: Any) -> Self:
        """Comments on a post."""
        return self.filter(post_id=post_id)

    def by(self, person: Any) -> Self:
        """What a person wrote."""
        return self.filter(author=person)

    def standing(self) -> Self:
        """What was not taken back by its author."""
        return self.filter(deleted_at__isnull=True)

    def shown(self) -> Self:
        """What every reader may read."""
        return self.filter(SHOWN)

    def newest_shown(self, state: str) -> Self:
        """What every reader may read of one state, the newest first, in the order of an index.

        With both states, or with a list of what is deleted, SQLite would sort all there is.
        """
        alive = self.alias(gone=Cast("deleted_at", CharField())).filter(gone=None)
        return alive.filter(state=state).order_by("-written_at", "-pk")

    def not_shown(self) -> Self:
        """What waits or was rejected."""
        return self.exclude(state__in=VISIBLE)

    def in_thread(self) -> Self:
        """What has a place in the thread: the shown ones, and the gaps that have answers below."""
        below = self.model.objects.filter(
            SHOWN,
            post_id=OuterRef("post_id"),
            path__gt=OuterRef("path"),
            path__lt=Concat(OuterRef("path"), Value("~")),
        )
        return self.filter(SHOWN | Q(Exists(below)))

    def hidden_from(self, person: Any) -> Self:
        """What a person does not want to read: the comments of those they have blocked."""
        blocks = apps.get_model("comments", "Block").objects.filter(by=person)
        return self.filter(author__in=blocks.values("of"))

    def in_section(self, section_id: int) -> Self:
        """Comments on the posts of a section."""
        return self.filter(post__section_id=section_id)

    def for_cards(self) -> Self:
        """Load with each comment what a page shows of it, and nothing else."""
        return self.select_related("author", "parent__author").only(
            *("post_id", "parent_id", "path", "root_id", "author_id", "author_name", "state"),
            *("written_at", "edited_at", "deleted_at", "html", "source", "recommendations"),
            *("parent__state", "parent__deleted_at", "parent__author_name"),
            *(f"{who}__{name}" for who in ("author", "parent__author") for name in NAMES),
        )

    # --- the queues --------------------------------------------------------------------------

    def reported(self) -> Self:
        """Shown, and somebody said that it should not be; nobody has answered them yet."""
        waiting = self.model.objects.filter(reports__isnull=False, reports__answer__isnull=True)
        return self.shown().filter(pk__in=waiting.values("pk"))

    def pending(self) -> Self:
        """Not shown until a moderator has looked."""
        return self.standing().filter(state__in=WAITING)

    def unmoderated(self) -> Self:
        """What no moderator has decided on, shown or not."""
        return self.standing().filter(state__in={*WAITING, State.NONE})

    def apart(self) -> "tuple[Self, Self]":
        """What waits for a moderator, and what does not, each in the order of an index.

        Asked for together by ``pk``, all of them are read and sorted before the first is there.
        """
        return self.filter(state__in=WAITING), self.filter(state=State.NONE)

    def approved(self) -> Self:
        """What a moderator approved."""
        return self.standing().filter(state=State.APPROVED)

    def rejected(self) -> Self:
        """What a moderator rejected."""
        return self.standing().filter(state=State.REJECTED)

    def appealed(self) -> Self:
        """Rejected, and the author asks for a second look."""
        waiting = self.model.objects.filter(appeals__isnull=False, appeals__outcome__isnull=True)
        return self.rejected().filter(pk__in=waiting.values("pk"))

    # --- orders: a page of any of them goes on after its last comment -------------------------

    def in_order(self, order: str) -> Self:
        """``oldest``, ``newest`` or ``best`` threads first; within a thread always top down."""
        return self.with_root_score().order_by(*ORDERS[order])

    def after(self, comment: "Comment", order: str) -> Self:
        """What follows a comment in an order. ``comment`` comes from ``with_root_score``."""
        rest = self.with_root_score()
        if order == "oldest":
            return rest.filter(path__gt=comment.path)
        same = Q(root_id=comment.root_id, path__gt=comment.path)
        if order == "newest":
            return rest.filter(Q(root_id__lt=comment.root_id) | same)
        score = comment.root_score  # type: ignore[attr-defined]
        return rest.filter(
            Q(root_score__lt=score) | Q(root_score=score, root_id__lt=comment.root_id) | same
        )

    def with_root_score(self) -> Self:
        """Tell with each comment how often the first of its thread is recommended."""
        if "root_score" in self.query.annotations:
            return self
        root = self.model.objects.filter(pk=OuterRef("root_id")).values("recommendations")
        score = Case(
            When(parent__isnull=True, then=F("recommendations")),
            default=models.Subquery(root),
            output_field=IntegerField(),
        )
        return self.annotate(root_score=score)


ORDERS = {
    "oldest": ("path",),
    "newest": ("-root_id", "path"),
    "best": ("-root_score", "-root_id", "path"),
}


class DecisionQuerySet(models.QuerySet[Any]):
    """Decisions."""

    def in_force(self) -> Self:
        """Neither taken back nor taking something back."""
        return self.filter(undoes__isnull=True, undone_by__isnull=True)

    def made_at_once(self, *, by: Any, at: datetime) -> Self:
        """What somebody decided on several comments together, and did not take back since.

        What a ban has hidden comes back with its end, never without it.
        """
        bans = apps.get_model("comments", "Sanction").objects.filter(hid=OuterRef("pk"))
        return self.in_force().by_people().filter(~Exists(bans), actor=by, at=at)

    def by_people(self) -> Self:
        """What moderators decided; the site names its rule."""
        return self.filter(rule="")


class ReportQuerySet(models.QuerySet[Any]):
    """Reports."""

    def open(self) -> Self:
        """Those that no decision has answered."""
        return self.filter(answer__isnull=True)


class AppealQuerySet(models.QuerySet[Any]):
    """Appeals."""

    def open(self) -> Self:
        """Those that wait for their outcome."""
        return self.filter(outcome__isnull=True)

    def overdue(self, at: datetime) -> Self:
        """Those whose day has passed."""
        return self.open().filter(due_at__lt=at)


class FollowQuerySet(models.QuerySet[Any]):
    """What people follow."""

    def hearing_of(self, comment: "Comment") -> Self:
        """Who follows the thread of a comment, or all that is said under its post: narrow first."""
        both = Q(thread__isnull=True) | Q(thread=comment.root_id)
        return self.filter(both, post=comment.post_id).order_by(
            F("thread").desc(nulls_last=True), "pk"
        )


class SanctionQuerySet(models.QuerySet[Any]):
    """What the team laid upon somebody."""

    def in_force(self, at: datetime) -> Self:
        """Neither lifted nor over."""
        return self.filter(lifted_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=at))


class SpamModelQuerySet(models.QuerySet[Any]):
    """What was learned, in the order in which it was."""

    def newest_name(self) -> tuple[int, datetime] | None:
        """What tells the newest from all others, or None: nothing was learned yet."""
        return self.order_by("-pk").values_list("pk", "at").first()
