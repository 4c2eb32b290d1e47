"""Where publishing is plugged into Wagtail's pages."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from blog.content.models import PostIndexPage, PostPage
from blog.publishing import bulk
from blog.publishing.editor.buttons import buttons_for
from blog.publishing.editor.pages import PostViewSet
from blog.publishing.models import TrashedPost


@hooks.register("register_admin_viewset")
def posts_have_their_own_pages() -> PostViewSet:
    """Serve posts with pages that ask the services."""
    return PostViewSet()


for action in (bulk.BulkPublish, bulk.BulkUnpublish, bulk.BulkDelete, bulk.BulkMove):
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("construct_page_action_menu")
def posts_have_their_own_buttons(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Show on a post what this person can do with it."""
    page = context.get("page")
    if isinstance(page, PostPage):
        post = PostPage.objects.filter(pk=page.pk).first()
        buttons_for(items, post=post, by=request.user)
    elif page is None and isinstance(context.get("parent_page"), PostIndexPage):
        buttons_for(items, post=None, by=request.user)


@hooks.register("construct_explorer_page_queryset")
def what_is_in_the_trash_is_not_listed(parent: Any, pages: Any, request: HttpRequest) -> Any:
    """Leave out what is in the trash."""
    return pages.exclude(pk__in=TrashedPost.objects.values("post_id"))
