"""What the pages about notifications need to know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from blog.accounts.models import Notification, NotificationChoice, User
from blog.accounts.permissions import roles_of
from blog.accounts.rules import notifications as rules
from blog.accounts.rules.notifications import Way
from blog.accounts.rules.roles import STAFF

PAGE_SIZE = 20


@dataclass(frozen=True)
class News:
    """One notification as the inbox shows it."""

    pk: int
    line: str
    url: str
    link: str
    at: datetime
    is_read: bool


@dataclass(frozen=True)
class Inbox:
    """A page of somebody's notifications, newest first."""

    news: tuple[News, ...]
    unread: int
    number: int
    pages: int
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True)
class Preference:
    """A kind, and the way that holds for it."""

    kind: str
    label: str
    way: Way


def count_unread(user: Any) -> int:
    """Return how many notifications somebody has not read."""
    return news_of(user).filter(read_at=None).count()


def get_inbox(*, user: User, number: int, base_url: str) -> Inbox:
    """Return a page of somebody's notifications; a number beyond the last is the last."""
    paginator = Paginator(news_of(user), PAGE_SIZE)
    page = paginator.get_page(number)
    return Inbox(
        news=tuple(
            News(one.pk, one.line, one.url, one.link, one.at, one.read_at is not None)
            for one in page
        ),
        unread=count_unread(user),
        number=page.number,
        pages=paginator.num_pages,
        previous_url=f"{base_url}?page={page.number - 1}" if page.has_previous() else None,
        next_url=f"{base_url}?page={page.number + 1}" if page.has_next() else None,
    )


def get_preferences(*, user: User) -> tuple[Preference, ...]:
    """Return each kind that somebody can choose a way for, with the way that holds."""
    chosen = dict(NotificationChoice.objects.filter(user=user).values_list("kind", "way"))
    kinds = rules.optional(is_staff=bool(roles_of(user) & STAFF))
    return tuple(
        Preference(
            kind.name,
            str(kind.label),
            rules.way_of(kind, Way(chosen[kind.name]) if kind.name in chosen else None),
        )
        for kind in kinds
    )


def news_of(user: Any) -> QuerySet[Notification]:
    """Return somebody's news; what the desk tells its own only while they are of the staff."""
    news = Notification.objects.filter(user=user)
    if roles_of(user) & STAFF:
        return news
    return news.exclude(kind__in=rules.of_staff())
