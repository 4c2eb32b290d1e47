"""What is under way in the demo's newsroom: written, submitted and decided through the services."""

import tomllib
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from blog.accounts.models import User
from blog.content.models import Author, Byline, PostIndexPage, PostPage, SectionPage
from blog.operations.demo.formats import HERE
from blog.publishing.services import review, schedule


def add(*, accounts: dict[str, User]) -> int:
    """Add the texts and the changes that are missing; return how many that were."""
    data = tomllib.loads((HERE / "newsroom.toml").read_text(encoding="utf-8"))
    made = [_write(text, accounts) for text in data["texts"]]
    return sum(made) + sum(_change(change, accounts) for change in data["changes"])


@transaction.atomic
def _write(text: dict[str, Any], accounts: dict[str, User]) -> bool:
    if PostPage.objects.filter(slug=text["slug"]).exists():
        return False
    locale = Locale.get_default()
    by = accounts[text["by"]]
    post = PostPage(
        title=text["title"],
        slug=text["slug"],
        summary=text["summary"],
        body=[{"type": "paragraph", "value": f"<p>{words}</p>"} for words in text["body"]],
        section=SectionPage.objects.filter(slug=text["section"], locale=locale).first(),
        locale=locale,
        owner=by,
        live=False,
    )
    author = Author.objects.get(slug=text["author"])
    post.bylines = [Byline(author=author, sort_order=0)]  # type: ignore[misc]
    PostIndexPage.objects.get(locale=locale).add_child(instance=post)
    revision_id = post.save_revision(user=by).pk
    _move(post.pk, revision_id, text, by, accounts["editor"])
    return True


def _move(post_id: int, revision_id: int, text: dict[str, Any], by: User, editor: User) -> None:
    """Bring a draft into its state, as its author and an editor would."""
    if text["state"] == "draft":
        return
    if text["state"] == "scheduled":
        nine = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
        due_at = nine + timedelta(days=text["days"])
        schedule.schedule(post_id=post_id, revision_id=revision_id, due_at=due_at, by=editor)
        return
    review.submit(post_id=post_id, revision_id=revision_id, by=by, note=text.get("note", ""))
    if text["state"] == "returned":
        review.request_changes(
            post_id=post_id, revision_id=revision_id, by=editor, remark=text["remark"]
        )
    if text["state"] == "approved":
        review.approve(post_id=post_id, revision_id=revision_id, by=editor)


@transaction.atomic
def _change(change: dict[str, Any], accounts: dict[str, User]) -> bool:
    post = PostPage.objects.visible_to(None).filter(slug=change["slug"]).first()
    if post is None or post.has_unpublished_changes or post.submissions.exists():
        return False
    by = accounts[change["by"]]
    text: PostPage = post.get_latest_revision_as_object()
    text.summary = change["summary"]
    text.body = [_replaced(block, change) for block in text.body.get_prep_value()]
    revision = text.save_revision(user=by)
    review.submit(post_id=post.pk, revision_id=revision.pk, by=by, note=change["note"])
    return True


def _replaced(block: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(block["value"], str):
        return block
    return {**block, "value": block["value"].replace(change["find"], change["put"])}
