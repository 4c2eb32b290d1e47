"""Saving how one looks at all posts. Nobody else sees it, and nothing of a post changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.errors import Conflict, NotFound
from blog.publishing.models import SavedFilter

MOST = 30


class TooManyFilters(Conflict):
    """Somebody has as many filters as anybody can look through."""

    message = _("You have thirty saved filters. Delete one that you do not use first.")


@transaction.atomic
def save_filter(
    *, user: Any, name: str, words: Mapping[str, str], opens: bool, at: datetime
) -> SavedFilter:
    """Keep a filter under a name; one of this name that was there is replaced.

    :raises TooManyFilters: there are thirty
    """
    mine = SavedFilter.objects.filter(owner=user)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise TooManyFilters
    if opens:
        mine.update(is_default=False)
    given = {"words": dict(words), "is_default": opens, "at": at}
    return SavedFilter.objects.update_or_create(owner=user, name=name, defaults=given)[0]


@transaction.atomic
def open_with(*, user: Any, filter_id: int, opens: bool) -> None:
    """Let the board open with a filter, or with none.

    :raises NotFound: they have no such filter
    """
    row = _own(user, filter_id)
    SavedFilter.objects.filter(owner=user).update(is_default=False)
    row.is_default = opens
    row.save(update_fields=["is_default"])


def delete_filter(*, user: Any, filter_id: int) -> str:
    """Forget a filter; return its name.

    :raises NotFound: they have no such filter
    """
    row = _own(user, filter_id)
    row.delete()
    return row.name


def _own(user: Any, filter_id: int) -> SavedFilter:
    row = SavedFilter.objects.filter(owner=user, pk=filter_id).first()
    if row is None:
        raise NotFound
    return row
