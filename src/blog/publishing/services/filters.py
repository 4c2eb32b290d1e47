"""Saving how one looks at all posts. Nobody else sees it, and nothing of a post changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.accounts.permissions import ensure
from blog.accounts.rules.roles import Act
from blog.errors import Conflict, NotFound
from blog.publishing.models import SavedFilter

MOST = 30


class TooManyFilters(Conflict):
    """Somebody has as many filters as anybody can look through."""

    message = _("You have thirty saved filters. Delete one that you do not use first.")


@transaction.atomic
def save_filter(
    *, by: Any, name: str, words: Mapping[str, str], opens: bool, at: datetime
) -> SavedFilter:
    """Keep a filter under a name; one of this name that was there is replaced.

    :raises RoleRefused: they see no drafts
    :raises TooManyFilters: there are thirty
    """
    ensure(by, Act.SEE_DRAFT, owns=True)
    mine = SavedFilter.objects.filter(owner=by)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise TooManyFilters
    if opens:
        mine.update(is_default=False)
    given = {"words": dict(words), "is_default": opens, "at": at}
    return SavedFilter.objects.update_or_create(owner=by, name=name, defaults=given)[0]


@transaction.atomic
def open_with(*, by: Any, filter_id: int, opens: bool) -> None:
    """Let the board open with a filter, or with none.

    :raises RoleRefused: they see no drafts
    :raises NotFound: they have no such filter
    """
    ensure(by, Act.SEE_DRAFT, owns=True)
    row = _own(by, filter_id)
    SavedFilter.objects.filter(owner=by).update(is_default=False)
    row.is_default = opens
    row.save(update_fields=["is_default"])


def delete_filter(*, by: Any, filter_id: int) -> str:
    """Forget a filter; return its name.

    :raises RoleRefused: they see no drafts
    :raises NotFound: they have no such filter
    """
    ensure(by, Act.SEE_DRAFT, owns=True)
    row = _own(by, filter_id)
    row.delete()
    return row.name


def _own(by: Any, filter_id: int) -> SavedFilter:
    row = SavedFilter.objects.filter(owner=by, pk=filter_id).first()
    if row is None:
        raise NotFound
    return row
