"""Where content is plugged into the editors' pages."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models.view_restrictions import BaseViewRestriction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from blog.content.models import Author, Series, Tag
from blog.content.models.restriction import is_let_in
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
    menu_label = _("Library")
    menu_icon = "folder-open-inverse"
    menu_order = 250


register_snippet(LibraryGroup)


@hooks.register("construct_page_chooser_queryset")
def choose_among_what_may_be_seen(pages: Any, request: HttpRequest) -> Any:
    """Leave the drafts of others out of the page chooser, for those who see their own only."""
    return seen_by(request.user, pages)


@hooks.register("before_serve_document", order=-1)
def ask_whose_role_counts(document: Any, request: HttpRequest) -> None:
    """Ask for the groups of a document's collection as for those of a page; Wagtail asks the rest.

    Strangers are left to Wagtail, which leads them to the door. Wagtail's own question lets every
    superuser in, and the members of a group whose role sleeps, but no admin who is neither.

    :raises PermissionDenied: who is signed in may not have it
    """
    if not request.user.is_authenticated:
        return
    rest = []
    for restriction in document.collection.get_view_restrictions():
        if restriction.restriction_type != BaseViewRestriction.GROUPS:
            rest.append(restriction)
        elif not is_let_in(request.user, restriction):
            raise PermissionDenied
    # Wagtail's hook comes next and asks this same document for its restrictions: these are left.
    document.collection.get_view_restrictions = lambda: rest
