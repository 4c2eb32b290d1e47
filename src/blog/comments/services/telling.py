"""Who is told when something happens in a conversation: at once, of decisions a little later."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from blog.accounts.models import User
from blog.accounts.rules.roles import Act
from blog.accounts.selectors.people import get_public_people
from blog.accounts.selectors.staff import get_everybody_who_may
from blog.accounts.services.notifying import Addresses, notify, notify_all
from blog.comments import selectors
from blog.comments.models import Appeal, Block, Comment, Decision, Follow, Report, Sanction, Untold
from blog.comments.rules.states import VISIBLE, State
from blog.comments.rules.text import mentioned
from blog.comments.services import following
from blog.content.models import PostPage


@transaction.atomic
def tell_of_comment(*, comment_id: int) -> bool:
    """Tell of a comment that nobody had to look at; return whether it still can be read.

    Again tells nobody again.
    """
    with_people = Comment.objects.select_related("post", "author", "parent__author")
    comment = with_people.shown().filter(pk=comment_id).first()
    if comment is not None:
        _comment_shown(comment)
    return comment is not None


def _comment_shown(comment: Comment) -> None:
    """Tell who is answered, who is named, and who follows; each once, whatever happens later.

    Nobody hears of a post that they may not read, of themselves, or of somebody whose comments they
    hide. Who is told nothing by one way, because they chose so, still hears by the next.
    """
    deaf = set(Block.objects.filter(of=comment.author_id).values_list("by_id", flat=True))
    deaf.add(comment.author_id or 0)
    parent = comment.parent.author if comment.parent else None
    if parent is not None:
        _tell_of(comment, parent, "comment.replied", deaf)
    for person in get_public_people(handles=mentioned(comment.source)):
        _tell_of(comment, person, "comment.mentioned", deaf)
    _tell_followers(comment, deaf)


def _tell_followers(comment: Comment, deaf: set[int]) -> None:
    """Tell who follows the thread, then who follows the conversation: many cost as few do."""
    follows = Follow.objects.hearing_of(comment).exclude(by__in=deaf).select_related("by__profile")
    is_public = _may_read(None, comment.post_id)
    in_thread: dict[User, Addresses] = {}
    in_conversation: dict[User, Addresses] = {}
    for follow in follows:
        if is_public or _may_read(follow.by, comment.post_id):
            kind = in_thread if follow.thread_id else in_conversation
            kind[follow.by] = _addresses(comment, follow)
    told = notify_all(people=in_thread, kind="comment.thread", **_words(comment))
    rest = {who: where for who, where in in_conversation.items() if who.pk not in told}
    notify_all(people=rest, kind="comment.followed", **_words(comment))


def _tell_of(comment: Comment, person: User, kind: str, deaf: set[int]) -> None:
    """Tell somebody of a comment, unless they have heard of it, or do not want to, or may not."""
    if person.pk in deaf or not _may_read(person, comment.post_id):
        return
    with translation.override(person.profile.language):  # the address is for them to open
        url = comment.get_absolute_url()
    if notify(user=person, kind=kind, url=url, **_words(comment)) is not None:
        deaf.add(person.pk)


def _words(comment: Comment) -> dict[str, Any]:
    return {
        "facts": {"who": comment.author_name, "post": comment.post.title},
        "key": f"comment.shown:{comment.pk}",  # for every kind: nobody hears twice of a comment
        "about": comment.author,
    }


def _addresses(comment: Comment, follow: Follow) -> Addresses:
    with translation.override(follow.by.profile.language):
        token = following.stop_token(follow=follow)
        stop_url = reverse("comments:stop_following", args=[token])
        return Addresses(comment.get_absolute_url(), stop_url)


def _may_read(person: User | None, post_id: int) -> bool:
    return PostPage.objects.visible_to(person).filter(pk=post_id).exists()


def tell_due(*, at: datetime) -> int:
    """Tell of the decisions that have stood long enough; return how many. Each is told once."""
    due = Untold.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    told = sum(_tell(*row) for row in due.values_list("pk", "decision__comment"))
    before = at - timedelta(seconds=selectors.get_conversation().notice_seconds)
    new = Sanction.objects.filter(told=False, at__lte=before).values_list("pk", flat=True)
    told += sum(_tell_of_limit(number) for number in new)
    lifted = Sanction.objects.filter(told=True, lift_told=False, lifted_at__lte=before)
    told += sum(_tell_of_lift(number) for number in lifted.values_list("pk", flat=True))
    overdue = Appeal.objects.overdue(at).filter(reminded=False)
    return told + sum(_remind_of_appeal(number) for number in overdue.values_list("pk", flat=True))


@transaction.atomic
def _tell_of_limit(sanction_id: int) -> bool:
    rows = Sanction.objects.select_for_update(of=("self",)).select_related("of")
    one = rows.get(pk=sanction_id)
    if one.told:
        return False
    one.told = True
    one.lift_told = one.lifted_at is not None  # who heard of neither hears of neither
    one.save(update_fields=["told", "lift_told"])
    if one.lifted_at is not None:
        return False
    facts = {"reason": one.reason, "until": f"{one.until:%Y-%m-%d}" if one.until else ""}
    kind, key = f"person.{one.kind}", f"person.sanction:{one.pk}"
    notify(user=one.of, kind=kind, facts=facts, url=reverse("accounts:account"), key=key)
    return True


@transaction.atomic
def _tell_of_lift(sanction_id: int) -> bool:
    rows = Sanction.objects.select_for_update(of=("self",)).select_related("of")
    one = rows.get(pk=sanction_id)
    if one.lift_told:
        return False
    one.lift_told = True
    one.save(update_fields=["lift_told"])
    facts = {"reason": one.reason}
    key = f"person.lifted:{one.pk}"
    url = reverse("accounts:account")
    notify(user=one.of, kind="person.lifted", facts=facts, url=url, key=key)
    return True


@transaction.atomic
def _remind_of_appeal(appeal_id: int) -> bool:
    """Tell the moderators who may decide on an appeal that its day has passed, once."""
    rows = Appeal.objects.select_for_update(of=("self",)).select_related(
        "comment__post", "rejection"
    )
    one = rows.get(pk=appeal_id)
    if one.reminded or one.outcome_id is not None:
        return False
    one.reminded = True
    one.save(update_fields=["reminded"])
    facts = {"post": one.comment.post.title, "day": f"{one.due_at:%Y-%m-%d}"}
    key = f"appeal.overdue:{one.pk}"
    url = reverse("comments:desk_item", args=[one.comment_id])
    for person in get_everybody_who_may(act=Act.MODERATE):
        if person.pk != one.rejection.actor_id:
            notify(user=person, kind="appeal.overdue", facts=facts, url=url, key=key)
    return True


@transaction.atomic
def _tell(untold_id: int, comment_id: int) -> bool:
    # Whoever undoes holds the same lock.
    comment = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("post", "author", "parent__author")
        .get(pk=comment_id)
    )
    untold = Untold.objects.select_related("decision__undoes").filter(pk=untold_id).first()
    if untold is None:
        return False
    _comment_decided(comment, untold.decision)
    if comment.is_visible and untold.decision.before not in VISIBLE:
        _comment_shown(comment)
    untold.delete()
    return True


def _comment_decided(comment: Comment, decision: Decision) -> None:
    """Tell the author, if anything is new to them, and everybody whose report this answers."""
    facts = {"post": comment.post.title}
    talk = reverse("comments:write", args=[comment.post_id])
    there = comment.get_absolute_url() if decision.after in VISIBLE else talk
    to_author = comment.get_absolute_url()  # theirs wherever it stands
    author = comment.author
    nothing_new = decision.before in VISIBLE and decision.after in VISIBLE
    if author is not None and not nothing_new:
        notify(
            user=author,
            kind=_kind_of(decision),
            facts=facts,
            url=to_author,
            key=f"comment.decided:{decision.pk}",
        )
    stays = decision.after == State.APPROVED
    reports = list(decision.answered_reports.select_related("by"))
    if stays:  # who was told that it goes hears that an appeal has brought it back
        overturned = decision.settled_appeals.values("rejection")
        reports += Report.objects.filter(answer__in=overturned).select_related("by")
    kind = "comment.report_declined" if stays else "comment.report_upheld"
    if decision.undoes is not None:  # who was told of what is taken back hears of that as well
        kind = "comment.report_reopened"
        reports = list(_reopened_by(decision))
    for report in reports:
        if report.by is not None:
            notify(
                user=report.by,
                kind=kind,
                facts=facts,
                url=there,
                key=f"comment.report:{report.pk}:{decision.pk}",
            )


def _reopened_by(decision: Decision) -> QuerySet[Report]:
    undone = decision.undoes
    at = undone.at if undone else decision.at
    return decision.comment.reports.filter(at__lte=at, answer__isnull=True).select_related("by")


def _kind_of(decision: Decision) -> str:
    if decision.undoes_id:
        return "comment.reconsidered"
    return "comment.approved" if decision.after == State.APPROVED else "comment.rejected"
