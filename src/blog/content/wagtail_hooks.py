"""Where content is plugged into the editors' pages."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from blog.content.models import Author, Series, Tag
from blog.content.permissions import seen_by


class AuthorViewSet(SnippetViewSet):
    model = Author
    icon = "user"
    list_display = ("name", "user")
    search_fields = ("name",)


class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    search_fields = ("name",)


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    list_display = ("name", "is_internal")
    search_fields = ("name",)


class LibraryGroup(SnippetViewSetGroup):
    """Authors, series and tags under one menu entry."""

    items = (AuthorViewSet, SeriesViewSet, TagViewSet)
    menu_label = "Library"
    menu_icon = "folder-open-inverse"
    menu_order = 250


register_snippet(LibraryGroup)


@hooks.register("construct_page_chooser_queryset")
def choose_among_what_may_be_seen(pages: Any, request: HttpRequest) -> Any:
    """Leave the drafts of others out of the page chooser, for those who see their own only."""
    return seen_by(request.user, pages)
