"""Where a post stands: its state, and what is stored that makes it so."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from wagtail.models import Revision

from blog.accounts import permissions
from blog.content.indexes import unfinished_pages
from blog.content.models import PostPage
from blog.publishing.models import (
    Decision,
    Due,
    Schedule,
    ScheduleState,
    Submission,
    TrashedPost,
)
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import Action, Facts, State, Timing, Verdict

VERDICTS = {
    Decision.OPEN: Verdict.OPEN,
    Decision.RETURNED: Verdict.RETURNED,
    Decision.APPROVED: Verdict.APPROVED,
}
STANDING = (ScheduleState.WAITING, ScheduleState.FAILED)


@dataclass(frozen=True)
class Standing:
    """The state of a post's newest text, and whether readers have a text of it."""

    state: State
    is_public: bool


def get_standing(*, post: PostPage) -> Standing:
    """Return where a post stands now."""
    return Standing(workflow.state_of(get_facts(post=post)), bool(post.live))


def get_facts(*, post: PostPage) -> Facts:
    """Return what the state of a post is read from."""
    return facts_from(
        post=post,
        submission=get_submission(post=post),
        timing=get_schedule(post=post, due=Due.PUBLISH),
        is_trashed=TrashedPost.objects.filter(post=post).exists(),
    )


def facts_from(
    *, post: PostPage, submission: Submission | None, timing: Schedule | None, is_trashed: bool
) -> Facts:
    """Return what the state of a post is read from, of rows that were found already."""
    return Facts(
        is_trashed=is_trashed,
        is_public=bool(post.live),
        was_public=post.first_published_at is not None,
        has_newer_text=bool(post.has_unpublished_changes),
        verdict=VERDICTS.get(Decision(submission.decision), Verdict.NONE)
        if submission
        else Verdict.NONE,
        verdict_is_on_newest=bool(submission and submission.revision_id == post.latest_revision_id),
        timing=Timing(timing.state) if timing else Timing.NONE,
    )


def with_state(*, posts: QuerySet[PostPage]) -> QuerySet[Any]:
    """Tell with each post its state, as ``stands``: what ``workflow.state_of`` says, in SQL.

    A test asks both about every combination of facts.
    """
    counts = Submission.objects.filter(
        post=OuterRef("pk"), decision__in=list(VERDICTS), release=None
    ).order_by("-pk")
    timing = Schedule.objects.filter(post=OuterRef("pk"), due=Due.PUBLISH, state__in=STANDING)
    told = posts.alias(
        verdict=Subquery(counts.values("decision")[:1]),
        verdict_on=Subquery(counts.values("revision_id")[:1]),
        timing=Subquery(timing.values("state")[:1]),
        is_trashed=Exists(TrashedPost.objects.filter(post=OuterRef("pk"))),
    )
    lines = (
        (Q(is_trashed=True), State.TRASHED),
        (Q(timing=ScheduleState.WAITING), State.SCHEDULED),
        (Q(timing=ScheduleState.FAILED), State.SCHEDULE_FAILED),
        (Q(verdict=Decision.OPEN), State.SUBMITTED),
        (Q(verdict=Decision.RETURNED), State.RETURNED),
        (Q(verdict=Decision.APPROVED, verdict_on=F("latest_revision_id")), State.APPROVED),
        (Q(live=True, has_unpublished_changes=True), State.LIVE_CHANGED),
        (Q(live=True), State.LIVE),
        (Q(first_published_at__isnull=False), State.UNPUBLISHED),
    )
    return told.annotate(
        stands=Case(
            *(When(true, then=Value(state.value)) for true, state in lines),
            default=Value(State.DRAFT.value),
            output_field=CharField(),
        )
    )


def on_their_way(*, decisions: Iterable[Decision] = VERDICTS) -> QuerySet[Any]:
    """Return the keys of all posts that stand elsewhere than ``State.LIVE``, and of few others.

    Each of the lists comes from an index and is short, however many posts rest with their readers.
    """
    schedules = Schedule.objects.filter(state__in=STANDING)
    submissions = Submission.objects.filter(decision__in=list(decisions), release=None)
    return (
        unfinished_pages()
        .values("pk")
        .union(
            schedules.order_by().values("post"),
            submissions.order_by().values("post"),
            TrashedPost.objects.order_by().values("post"),
        )
    )


def get_submission(*, post: PostPage) -> Submission | None:
    """Return the submission that counts: the last one that was not withdrawn or published."""
    return (
        Submission.objects.filter(post=post, decision__in=VERDICTS, release=None)
        .select_related("by", "decided_by", "revision")
        .order_by("-pk")
        .first()
    )


def get_schedule(*, post: PostPage, due: Due) -> Schedule | None:
    """Return what is set for a post and not over."""
    return Schedule.objects.filter(post=post, due=due, state__in=STANDING).first()


def get_actions(*, post: PostPage, by: Any, with_newer_text: bool = False) -> tuple[Action, ...]:
    """Return what this person can do with a post now. Some may still be refused for their input.

    With ``with_newer_text``: what they can do once they have saved a change.
    """
    standing = get_standing(post=post)
    if with_newer_text:
        facts = replace(get_facts(post=post), has_newer_text=True, verdict_is_on_newest=False)
        standing = Standing(workflow.state_of(facts), standing.is_public)
    owns = is_own(post=post, user=by)
    return tuple(
        action
        for action in workflow.actions_in(standing.state, is_public=standing.is_public)
        if all(
            permissions.may(by, act, owns=owns)
            for act in workflow.acts_for(action, is_public=standing.is_public)
        )
    )


def is_own(*, post: PostPage, user: Any) -> bool:
    """Return whether a post is this person's: they began it, or their name stands over it."""
    return post.is_of(user)


def get_latest(*, post: PostPage) -> Revision | None:
    """Return the newest text of a post."""
    latest: Revision | None = post.get_latest_revision()
    return latest
