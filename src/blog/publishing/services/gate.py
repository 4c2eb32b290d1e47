"""The one gate to readers: Wagtail's actions run only while it is open, and it opens only here.

``PostPage.save`` sends ``will_be_live``; ``doors.py`` hears it and asks ``ensure_open``.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from blog.content.models import PostPage
from blog.content.services import freshness
from blog.errors import Conflict
from blog.publishing.models import Release

_open_for: ContextVar[frozenset[int]] = ContextVar(
    "posts that may become public", default=frozenset()
)


class NotThisWay(Conflict):
    """Something tried to make a post public that does not ask the workflow."""

    message = _("A post becomes public by “Publish” or by a schedule, not in this way.")


class NotAwayThisWay(Conflict):
    """Something tried to take a post away that does not ask the workflow."""

    message = _("A post is taken away by “Unpublish” or by the trash, each one by itself.")


def ensure_open(*, post_id: int | None) -> None:
    """Let through what a service of this room is doing.

    :raises NotThisWay: nobody opened the gate for this post
    """
    if post_id is None or post_id not in _open_for.get():
        raise NotThisWay


def ensure_open_to_leave(*, post_id: int) -> None:
    """Let through what a service of this room takes away.

    :raises NotAwayThisWay: nobody opened the gate for this post
    """
    if post_id not in _open_for.get():
        raise NotAwayThisWay


def make_public(*, revision: Revision, by: Any) -> None:
    """Make a version what readers have. All checks were done by the caller.

    A date that the version carries from elsewhere decides nothing: schedules are rows of their own.
    """
    action = PublishPageRevisionAction(revision, user=by)
    action.object.go_live_at = action.object.expire_at = None
    with _opened(int(revision.object_id)):
        action.execute(skip_permission_checks=True)


def make_all_public(*, post_ids: Collection[int]) -> None:
    """Make the first version of new posts what readers have, as of the moment of its release.

    Past the models, so that nobody hears of it: the caller says what else there is to say.
    """
    came_out = Release.objects.filter(post=OuterRef("pk")).values("at")[:1]
    Page.objects.filter(pk__in=post_ids, live=False).update(
        live=True,
        has_unpublished_changes=False,
        live_revision=F("latest_revision"),
        first_published_at=Subquery(came_out),
        last_published_at=Subquery(came_out),
    )


def take_back(*, post: PostPage, by: Any) -> None:
    """Take a post from its readers. All checks were done by the caller."""
    with _opened(post.pk):
        UnpublishPageAction(post, user=by).execute(skip_permission_checks=True)


def delete_for_good(*, post: PostPage) -> None:
    """Delete a post. All checks were done by the caller."""
    with _opened(post.pk):
        post.delete()


def keep_dates(*, post_id: int, first: datetime | None, last: datetime | None) -> None:
    """Set when a post was first and last published."""
    row = Page.objects.filter(pk=post_id)
    before = row.values_list("first_published_at", flat=True).first()
    row.update(first_published_at=first, last_published_at=last)
    freshness.dates_changed(post_id=post_id, before=before)


@contextmanager
def _opened(post_id: int) -> Iterator[None]:
    token = _open_for.set(_open_for.get() | {post_id})
    try:
        yield
    finally:
        _open_for.reset(token)
