"""What the rules want to know before they judge a comment."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.models import Comment, Conversation, Decision, ListedPhrase, Sanction
from blog.comments.models.people import Kind
from blog.comments.rules.checks import Context, Moderation, Outside, Record, SpamScore
from blog.comments.rules.phrases import Phrase, Weight
from blog.comments.rules.policy import Policy, Words, settle
from blog.comments.rules.states import VISIBLE, State
from blog.comments.rules.text import squeeze
from blog.content.models import PostPage
from blog.web.memory import remembered

RECENT_DAYS = 7


@remembered
def get_conversation() -> Conversation:
    """Return what the site lays down, or the words it has before anybody laid down anything."""
    return Conversation.objects.filter(site__is_default_site=True).first() or Conversation()


def get_policy(post: PostPage, conversation: Conversation | None = None) -> Policy:
    """Return who may comment on a post, whose comments wait, and until when."""
    site = conversation or get_conversation()
    levels = [_words(post)]
    if post.section:
        levels.append(_words(post.section))
    levels.append(Words(site.who, site.moderation, site.close_after))
    return settle(tuple(levels), published_at=post.first_published_at)


def _words(page: Any) -> Words:
    return Words(page.comment_policy, page.comment_moderation, page.comments_close_after)


def is_team(person: Any) -> bool:
    """Return whether a person's comments are not moderated, for they moderate themselves."""
    return permissions.may(person, Act.MODERATE)


def get_record(person: Any, *, post_id: int, at: datetime) -> Record:
    """Return what the site knows of an author: four queries."""
    own = Comment.objects.by(person)
    shown = own.standing().filter(state__in=VISIBLE).count()
    since = at - timedelta(days=RECENT_DAYS)
    by_hand = Decision.objects.by_people().in_force().filter(comment__author=person)
    counts = by_hand.aggregate(
        approved=Count("comment", filter=Q(after=State.APPROVED), distinct=True),
        recent=Count("comment", filter=Q(at__gte=since), distinct=True),
        rejected=Count(
            "comment",
            filter=Q(at__gte=since, after=State.REJECTED, comment__state=State.REJECTED),
            distinct=True,
        ),
    )
    latest = list(own.order_by("-written_at", "-pk").values("source", "written_at", "post_id")[:10])
    here = next((one["source"] for one in latest if one["post_id"] == post_id), "")
    limits = get_limits_on(person, at=at)
    return replace(
        limits,
        approved=counts["approved"],
        shown=shown,
        recent=counts["recent"],
        recent_rejected=counts["rejected"],
        is_team=is_team(person),
        last_text=squeeze(here),
        minutes_ago=tuple((at - one["written_at"]).total_seconds() / 60 for one in latest),
    )


def get_limits_on(person: Any, *, at: datetime) -> Record:
    """Return what moderators laid upon a person, and nothing else of the record: one query."""
    sanctions = {one.kind: one for one in Sanction.objects.filter(of=person).in_force(at)}
    suspension = sanctions.get(Kind.SUSPEND)
    return Record(
        suspended_until=suspension.until if suspension else None,
        is_banned=Kind.BAN in sanctions,
        is_watched=Kind.WATCH in sanctions,
    )


def get_context(
    *,
    post: PostPage,
    person: Any,
    at: datetime,
    is_edit: bool = False,
    spam: SpamScore | None = None,
    outside: Outside | None = None,
) -> Context:
    """Return all that the checks may know of a draft's surroundings."""
    policy = get_policy(post)
    return Context(
        at=at,
        moderation=Moderation(policy.moderation),
        closed_because=policy.closed(at) or "",
        record=get_record(person, post_id=post.pk, at=at),
        phrases=tuple(
            Phrase(text, Weight(weight))
            for text, weight in ListedPhrase.objects.values_list("text", "weight")
        ),
        spam=spam,
        outside=outside,
        is_edit=is_edit,
    )
