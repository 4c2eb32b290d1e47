"""The table of roles, plugged into Wagtail: who may do what with pages, pictures and documents.

Wagtail keeps rights in rows of the database, tied to groups and places of its trees. Here they are
read from a person's roles instead, so that those rows open nothing and there is nothing to seed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from blog.accounts.permissions import may, roles_of
from blog.accounts.rules.roles import Act
from blog.accounts.rules.wagtail_rights import LIBRARY, PAGES, POSTS, rights
from blog.content.models import PostIndexPage, PostPage


@dataclass(frozen=True)
class Word:
    """One of Wagtail's words for a right."""

    codename: str


@dataclass(frozen=True)
class OnPage:
    """A right on a page and all below it, in the shape of Wagtail's row."""

    page: Any
    permission: Word

    @property
    def page_id(self) -> Any:
        """Return the page's key."""
        return self.page.pk


@dataclass(frozen=True)
class OnCollection:
    """A right on a collection and all below it, in the shape of Wagtail's row."""

    collection: Any
    permission: Word

    @property
    def collection_id(self) -> Any:
        """Return the collection's key."""
        return self.collection.pk


class PagePolicy(PagePermissionPolicy):
    """Wagtail's questions about pages, answered from the table of roles."""

    def get_all_permissions_for_user(self, user: Any) -> list[OnPage]:
        """Return what the roles give: on the whole tree, and on the lists of posts."""
        roles = roles_of(user)
        everywhere = rights(roles, PAGES)
        on_posts = rights(roles, POSTS) - everywhere
        pages = dict.fromkeys([Page.get_first_root_node()] if everywhere else [], everywhere)
        if on_posts:
            pages |= dict.fromkeys(PostIndexPage.objects.order_by("path"), on_posts)
        return [
            OnPage(page, Word(f"{word}_page"))
            for page, words in pages.items()
            for word in sorted(words)
        ]

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Return whether there may be a page that the person may do one of these to."""
        if super().user_has_any_permission(user, actions):
            return True
        return "publish" in actions and may(user, Act.PUBLISH, owns=True)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        """Return whether the person may do one of these to the page."""
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        rights_here = instance.permissions_for_user(user)
        return ("publish" in actions and rights_here.can_publish()) or (
            "change" in actions and rights_here.can_edit()
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """Return the pages that the person may do one of these to."""
        pages = super().instances_user_has_any_permission_for(user, actions)
        if "change" not in actions or not may(user, Act.WRITE, owns=True):
            return pages
        own = PostPage.objects.of(user).values("pk")
        return pages | self.model._default_manager.filter(pk__in=own)

    def explorable_instances(self, user: Any) -> Any:
        """Return the pages that a person finds in the editor: of drafts, those they may see."""
        if not super().user_has_any_permission(user, {*PAGES, *POSTS}):
            return self.model._default_manager.none()
        return seen_by(user, super().explorable_instances(user))


class LibraryPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's questions about pictures and documents, answered from the table of roles."""

    permission_cache_name = "_library_permission_cache"

    def get_all_permissions_for_user(self, user: Any) -> list[OnCollection]:
        """Return what the roles give on every collection."""
        return _on_collections(rights(roles_of(user), LIBRARY), ("image", "document"))


class CollectionPolicy(CollectionManagementPermissionPolicy):
    """Wagtail's questions about collections, answered from the table of roles."""

    permission_cache_name = "_collections_permission_cache"

    def get_all_permissions_for_user(self, user: Any) -> list[OnCollection]:
        """Return what the roles give on every collection."""
        words = ("add", "change", "delete") if may(user, Act.CONFIGURE) else ()
        return _on_collections(words, ("collection",))

    def _descendants_with_perm(self, user: Any, action: str) -> Any:
        if not may(user, Act.CONFIGURE):
            return Collection.objects.none()
        return Collection.objects.filter(depth__gt=1)


def seen_by(user: Any, pages: Any) -> Any:
    """Return these pages without the drafts of others, for people who may see their own only."""
    if may(user, Act.SEE_DRAFT):
        return pages
    return pages.filter(Q(live=True) | Q(owner=user) | Q(pk__in=PostPage.objects.of(user)))


def register() -> None:
    """Answer Wagtail's questions from now on; called once, when the site starts."""
    register_permission_policy(Page, PagePolicy())
    register_permission_policy(Collection, CollectionPolicy(Collection), exact_class=True)
    for model, auth_model in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = LibraryPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)


def _on_collections(words: Iterable[str], models: Iterable[str]) -> list[OnCollection]:
    root = Collection.get_first_root_node()
    return [
        OnCollection(root, Word(f"{word}_{model}")) for word in sorted(words) for model in models
    ]
