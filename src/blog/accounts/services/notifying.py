"""Telling somebody something: on the site, by mail at once, or once a day, as they prefer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, ngettext

from blog.accounts.letters import Item, Letter, rendered
from blog.accounts.models import Notification, NotificationChoice, User
from blog.accounts.permissions import ensure, lacks_second_step
from blog.accounts.rules import notifications as rules
from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.limits import NEWS_MAILS
from blog.accounts.rules.notifications import KINDS, Kind, Way
from blog.accounts.rules.roles import Act
from blog.accounts.services.preferences import stop_token
from blog.delivery.services.mail import queue_mail
from blog.web.addresses import absolute
from blog.web.limits import TooOften, take

AT_ONCE = 1_000  # people in one query


@dataclass(frozen=True)
class Addresses:
    """Where a piece of news leads, and where more of it is stopped: paths of this site."""

    url: str = ""
    stop_url: str = ""


@transaction.atomic
def notify(
    *,
    user: User,
    kind: str,
    facts: Mapping[str, Any] | None = None,
    url: str = "",
    key: str = "",
    about: User | None = None,
    stop_url: str = "",
    at: datetime | None = None,
) -> Notification | None:
    """Tell one person one thing, in the caller's transaction, by the way that they chose.

    Many mails of one kind within an hour are too many, whoever has them written: what comes after
    those is shown on the site, and waits for the daily mail.

    ``kind`` is a declared kind, ``facts`` fill its sentence, ``url`` is a path of this site. The
    same ``key`` is told once. ``about`` is whose name is in the fact ``who``; it goes with them.
    ``stop_url`` is a path where a POST, without a session, ends what this one thing is told for.
    Returns None where nothing was to be told.
    """
    row = KINDS[kind]
    way = rules.way_of(row, _chosen(user, kind))
    routing = rules.route(way)
    if not user.is_active or not routing.show:
        return None
    notification, is_new = Notification.objects.get_or_create(
        user=user,
        key=key or get_random_string(32),
        defaults={
            "kind": kind,
            "facts": dict(facts or {}),
            "url": url,
            "about": about,
            "stop_url": stop_url,
            "at": at or timezone.now(),
            "waits_for_digest": routing.mail_daily,
        },
    )
    if is_new and routing.mail_now:
        if row.must_reach or _has_room(user, kind):
            _mail(user, row, notification)
        else:
            notification.waits_for_digest = True
            notification.save(update_fields=["waits_for_digest"])
    return notification


@transaction.atomic
def notify_all(
    *,
    people: Mapping[User, Addresses],
    kind: str,
    facts: Mapping[str, Any],
    key: str,
    about: User | None = None,
    at: datetime | None = None,
) -> set[int]:
    """Tell many people one thing, each by the way that they chose; return who has heard of it.

    As ``notify``, but those who get no mail at once cost no query of their own: what many follow
    is told in the time of one.
    """
    row, moment = KINDS[kind], at or timezone.now()
    ways: dict[int, Way] = {}
    for some in batched(people, AT_ONCE, strict=False):
        chosen = NotificationChoice.objects.filter(kind=kind, user__in=some)
        ways |= {user_id: Way(way) for user_id, way in chosen.values_list("user", "way")}
    told, rows = set(), []
    for user, addresses in people.items():
        routing = rules.route(rules.way_of(row, ways.get(user.pk)))
        if not user.is_active or not routing.show:
            continue
        told.add(user.pk)
        url, stop_url = addresses.url, addresses.stop_url
        if routing.mail_now:
            notify(
                user=user, kind=kind, facts=facts, key=key,
                url=url, stop_url=stop_url, about=about, at=moment,
            )  # fmt: skip
            continue
        rows.append(
            Notification(
                user=user, kind=kind, facts=dict(facts), key=key,
                url=url, stop_url=stop_url, about=about, at=moment,
                waits_for_digest=routing.mail_daily,
            )
        )  # fmt: skip
    Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    return told


def _has_room(user: User, kind: str) -> bool:
    """Return whether one more mail of this kind is bearable now; if so, it is counted."""
    try:
        take(NEWS_MAILS, user.pk, kind)
    except TooOften:
        return False
    return True


@transaction.atomic
def mark_read(*, by: User, at: datetime, notification_id: int | None = None) -> int:
    """Mark one notification, or all of somebody's, as read; return how many were not.

    :raises RoleRefused: the account is closed
    """
    ensure(by, Act.KEEP_ACCOUNT, owns=True)
    unread = Notification.objects.filter(user=by, read_at=None)
    if notification_id is not None:
        unread = unread.filter(pk=notification_id)
    return unread.update(read_at=at)


def send_digests(*, at: datetime) -> int:
    """Mail what waits for the daily digest, one mail a person; return how many were written.

    What was read on the site meanwhile is left out. To run it again sends nothing twice.
    """
    cutoff = rules.digest_cutoff(at)
    waiting = Notification.objects.filter(waits_for_digest=True, at__lt=cutoff)
    users = User.objects.filter(pk__in=waiting.values("user"), is_active=True)
    return sum(_send_digest(user, cutoff) for user in users.select_related("profile"))


def let_go(user_id: int, comments: Comments, /) -> None:
    """Take somebody's name out of the news that others had of them. Again changes nothing."""
    named = Notification.objects.filter(about=user_id).select_related("user__profile")
    for notification in named.iterator():
        with translation.override(notification.user.profile.language):
            notification.facts["who"] = gettext("Somebody who has left")
        notification.save(update_fields=["facts"])


def forget_old(*, at: datetime) -> int:
    """Throw old notifications away; return how many."""
    return Notification.objects.filter(at__lt=at - rules.KEPT_FOR).delete()[0]


def _chosen(user: User, kind: str) -> Way | None:
    found = NotificationChoice.objects.filter(user=user, kind=kind).values_list("way", flat=True)
    return next((Way(way) for way in found), None)


def _mail(user: User, kind: Kind, notification: Notification) -> None:
    with translation.override(user.profile.language):
        stop = absolute(notification.stop_url) if notification.stop_url else ""
        if not stop and not kind.must_reach:
            stop = _stop_url(user, kind.name)
        _queue(
            user,
            Letter(
                subject=notification.line,
                lines=(notification.line,),
                url=absolute(notification.url) if notification.url else "",
                link=notification.link,
                stop_url=stop,
                stop=notification.stop,
            ),
            key=f"notification:{notification.pk}",
        )


@transaction.atomic
def _send_digest(user: User, cutoff: datetime) -> bool:
    waiting = list(
        Notification.objects.select_for_update()
        .filter(user=user, waits_for_digest=True, at__lt=cutoff)
        .order_by("at", "pk")
    )
    Notification.objects.filter(pk__in=[one.pk for one in waiting]).update(waits_for_digest=False)
    asleep = lacks_second_step(user)  # then what the desk tells its own is not for them
    unread = [
        one
        for one in waiting
        if one.read_at is None and one.kind in KINDS and not (asleep and KINDS[one.kind].for_staff)
    ]
    if not unread:
        return False
    with translation.override(user.profile.language):
        count = len(unread)
        subject = ngettext("%(count)d piece of news", "%(count)d pieces of news", count)
        _queue(
            user,
            Letter(
                subject=subject % {"count": count},
                lines=(gettext("This is what has happened since the last e-mail of this kind."),),
                items=tuple(_item(one) for one in unread),
                url=absolute(reverse("accounts:inbox")),
                link=gettext("See all your notifications"),
                stop_url=_stop_url(user, rules.DIGEST),
            ),
            key=f"digest:{user.pk}:{cutoff:%Y-%m-%d}",
        )
    return True


def _item(one: Notification) -> Item:
    stop_url = absolute(one.stop_url) if one.stop_url else ""
    return Item(one.line, absolute(one.url), stop_url, one.stop)


def _stop_url(user: User, kind: str) -> str:
    token = stop_token(user_id=user.pk, kind=kind)
    return absolute(reverse("accounts:stop_mail", args=[token]))


def _queue(user: User, letter: Letter, *, key: str) -> None:
    text, html = rendered(letter)
    headers = {}
    if letter.stop_url:  # RFC 8058: mail programs send a POST there, and no GET changes anything
        headers = {
            "List-Unsubscribe": f"<{letter.stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    queue_mail(
        to=user.email, subject=letter.subject, text=text, html=html, headers=headers, key=key
    )
