"""Where somebody is signed in: when it was last used, and what is forgotten of it."""

from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession

from blog.web.network import KEPT_DAYS, NO_ADDRESS
from blog.web.prepared import Later, Prepared

# A session is not written on each of its requests.
SEEN_EVERY = timedelta(minutes=15)


def note_use(*, session_key: str, at: datetime) -> bool:
    """Write down that a session was used, if that was not done lately; return whether it was."""
    before = at - SEEN_EVERY
    if not _stale(session=session_key, before=before):
        return False
    stale = UserSession.objects.filter(session_key=session_key, last_seen_at__lt=before)
    return bool(stale.update(last_seen_at=at))


@Prepared
def _stale() -> Any:
    asked = {"session_key": Later.text("session"), "last_seen_at__lt": Later.moment("before")}
    return UserSession.objects.filter(**asked).order_by().values_list("pk", flat=True)[:1]


def forget_networks(*, at: datetime) -> int:
    """Forget which network a session was begun from, 30 days later; return how many."""
    old = UserSession.objects.filter(created_at__lt=at - timedelta(days=KEPT_DAYS))
    return old.exclude(ip=NO_ADDRESS).update(ip=NO_ADDRESS)


def end_all(*, user_id: int) -> None:
    """Sign an account out everywhere."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()


def end_others(*, user_id: int, but: str | None) -> None:
    """Sign an account out everywhere but in one session."""
    for session in UserSession.objects.filter(user_id=user_id).exclude(session_key=but or ""):
        session.end()
