"""Wagtail's bulk actions: what concerns posts asks the services, one post after another.

All of it or nothing: what is refused for one post undoes what was done with the others.
"""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from blog.content.models import PostPage
from blog.content.permissions import seen_by
from blog.publishing.editor.refusing import NotInTheEditor
from blog.publishing.services import release, trash, withdrawal


class OfPagesThatAreSeen(PageBulkAction):
    """Names no page that the person may not see, not even to say that nothing can be done with it.

    The ids are the browser's, so they may be those of anybody's drafts.
    """

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, list[Page]]]:
        """Return the pages that the action is for, and those that it is not for."""
        objects, others = super().get_actionable_objects()
        refused = [page.pk for page in others["items_with_no_access"]]
        seen = seen_by(self.request.user, Page.objects.filter(pk__in=refused))
        return objects, {**others, "items_with_no_access": list(seen)}


class BulkPublish(OfPagesThatAreSeen, PublishBulkAction):
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


class BulkUnpublish(OfPagesThatAreSeen, UnpublishBulkAction):
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


class BulkDelete(OfPagesThatAreSeen, DeleteBulkAction):
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


class BulkMove(OfPagesThatAreSeen, MoveBulkAction):
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
