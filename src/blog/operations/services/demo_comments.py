"""What readers of the demo answered: written, recommended and decided on through the services."""

import tomllib
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from blog.accounts.models import User
from blog.comments.models import Comment, SavedSearch
from blog.comments.services import answering, moderation, posting, watching
from blog.content.models import PostPage
from blog.operations.demo.formats import HERE

A_LITTLE = timedelta(minutes=20)


def add(*, accounts: dict[str, User]) -> int:
    """Add the conversations under posts that have none yet; return how many comments that were."""
    _keep_an_eye(accounts["moderator"])
    text = (HERE / "conversations.toml").read_text(encoding="utf-8")
    return sum(_add(talk, accounts) for talk in tomllib.loads(text)["conversations"])


def _keep_an_eye(moderator: User) -> None:
    if not SavedSearch.objects.exists():
        watching.keep_search(
            by=moderator,
            at=timezone.now(),
            name="First replies",
            asked={"post": "first reply"},
            shared=True,
        )


@transaction.atomic
def _add(talk: dict[str, Any], accounts: dict[str, User]) -> int:
    post = PostPage.objects.visible_to(None).filter(slug=talk["post"]).first()
    if post is None or Comment.objects.on(post.pk).exists():
        return 0
    said: dict[str, Comment] = {}
    for line in talk["comments"]:
        at = post.first_published_at + timedelta(hours=line["hours"])
        comment = posting.post_comment(
            post=post,
            by=accounts[line["by"]],
            at=at,
            source=line["text"],
            parent=said[line["to"]] if "to" in line else None,
        )
        _decide(comment, line, accounts["moderator"], at + A_LITTLE)
        comment.refresh_from_db()
        if "id" in line:
            said[line["id"]] = comment
        for name in line.get("recommended_by", ()):
            answering.recommend(comment=comment, by=accounts[name], at=at + 2 * A_LITTLE)
    return len(talk["comments"])


def _decide(comment: Comment, line: dict[str, Any], by: User, at: datetime) -> None:
    code = line.get("rejected", "")
    if line.get("waits") or (comment.is_visible and not code):
        return
    last = comment.decisions.order_by("pk").last()
    moderation.decide(
        comment=comment,
        by=by,
        at=at,
        approve=not code,
        revision_id=comment.text_id,
        last_decision_id=last.pk if last else 0,
        code=code,
        text=line.get("because", ""),
    )
