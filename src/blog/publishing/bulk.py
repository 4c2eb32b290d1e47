"""Wagtail's bulk actions: what concerns posts asks the services, one post after another.

All of it or nothing: what is refused for one post undoes what was done with the others.
"""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from blog.content.models import PostPage
from blog.publishing.editor import NotInTheEditor
from blog.publishing.services import release, trash, withdrawal


class BulkPublish(PublishBulkAction):
    """Publish the newest texts."""

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], include_descendants: bool = False, user: Any = None, **kw: Any
    ) -> tuple[int, int]:
        """Publish each; posts by the service."""

        def publish(post: PostPage) -> None:
            release.publish(post_id=post.pk, revision_id=post.latest_revision_id or 0, by=user)

        return _each(
            _with_below(objects, include_descendants, live=False),
            publish,
            lambda page: super(BulkPublish, cls).execute_action([page], user=user, **kw),
        )


class BulkUnpublish(UnpublishBulkAction):
    """Take pages from their readers."""

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], include_descendants: bool = False, user: Any = None, **kw: Any
    ) -> tuple[int, int]:
        """Unpublish each; posts by the service."""
        return _each(
            _with_below(objects, include_descendants, live=True),
            lambda post: withdrawal.unpublish(post_id=post.pk, by=user),
            lambda page: super(BulkUnpublish, cls).execute_action([page], user=user, **kw),
        )


class BulkDelete(DeleteBulkAction):
    """Delete pages; posts go to the trash."""

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], user: Any = None, **kw: Any
    ) -> tuple[int, int]:
        """Delete each; posts by the service."""
        return _each(
            [(page, False) for page in objects],
            lambda post: trash.trash(post_id=post.pk, by=user),
            lambda page: super(BulkDelete, cls).execute_action([page], user=user, **kw),
        )


class BulkMove(MoveBulkAction):
    """Move pages; posts stay in their list."""

    @classmethod
    def execute_action(
        cls, objects: Iterable[Page], destination: Page | None = None, user: Any = None, **kw: Any
    ) -> Any:
        """Move each.

        :raises NotInTheEditor: a post is among them
        """
        pages = list(objects)
        if any(issubclass(page.specific_class, PostPage) for page in pages):
            raise NotInTheEditor
        return super().execute_action(pages, destination=destination, user=user, **kw)


def _with_below(
    objects: Iterable[Page], include_descendants: bool, *, live: bool
) -> list[tuple[Page, bool]]:
    """Return the pages, each followed by what is under it, and whether it was under another."""
    found: list[tuple[Page, bool]] = []
    for page in objects:
        found.append((page, False))
        if include_descendants:
            found += [(below, True) for below in page.get_descendants().filter(live=live)]
    return found


def _each(
    pages: list[tuple[Page, bool]],
    for_posts: Callable[[PostPage], object],
    for_others: Callable[[Page], object],
) -> tuple[int, int]:
    above = below = 0
    for page, is_below in pages:
        specific = page.specific
        if isinstance(specific, PostPage):
            for_posts(specific)
        else:
            for_others(page)
        below += is_below
        above += not is_below
    return above, below
