"""Keeping an eye on something: searches that moderators come back to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.models import SavedSearch
from blog.comments.selectors.searching import MOST_SAVED, watched_by
from blog.errors import Conflict, Invalid, NotAllowed


class NoSearch(Invalid):
    """There is nothing to come back to."""

    message = _("Search for something first, then keep the search.")


class NoName(Invalid):
    """A search that is kept has a name."""

    message = _("Give the search a name.")


class NameTaken(Conflict):
    """Two searches of one name could not be told apart."""

    message = _("You keep a search of this name already.")


class TooMany(Conflict):
    """The list is read at a glance."""

    message = _("There are twelve kept searches already. Forget one first.")


class NotYours(NotAllowed):
    """Another moderator keeps this search for themselves."""

    message = _("This search is another moderator’s own.")


@transaction.atomic
def keep_search(
    *, by: Any, at: datetime, name: str, asked: Mapping[str, str], shared: bool = False
) -> SavedSearch:
    """Keep a search under a name, for oneself or for the team.

    :raises RoleRefused: the person may not moderate
    :raises NoSearch: nothing is searched for
    :raises NoName: it has none
    :raises NameTaken: the person has one of this name
    :raises TooMany: twelve are enough
    """
    permissions.ensure(by, Act.MODERATE)
    name = " ".join(name.split())[:40]
    if not asked:
        raise NoSearch
    if not name:
        raise NoName
    if SavedSearch.objects.filter(by=by, name__iexact=name).exists():
        raise NameTaken
    if SavedSearch.objects.filter(watched_by(by)).count() >= MOST_SAVED:
        raise TooMany
    return SavedSearch.objects.create(by=by, at=at, name=name, asked=dict(asked), is_shared=shared)


@transaction.atomic
def forget_search(*, search: SavedSearch, by: Any, at: datetime) -> None:
    """Keep a search no longer. One of the team's can be forgotten by everybody of the team.

    :raises RoleRefused: the person may not moderate
    :raises NotYours: it is another moderator's own
    """
    permissions.ensure(by, Act.MODERATE)
    if search.by_id != by.pk and not search.is_shared:
        raise NotYours
    search.delete()
