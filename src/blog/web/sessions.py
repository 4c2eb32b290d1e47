"""Sessions in the database, as Django keeps them, found by a query that is built once."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

from blog.web.prepared import Later, Prepared


@Prepared
def _running() -> Any:
    sessions = DatabaseSessionStore.get_model_class().objects
    return sessions.filter(session_key=Later.text("key"), expire_date__gt=Later.moment("now"))


class SessionStore(DatabaseSessionStore):
    """What ``SESSION_ENGINE`` has; of this name, for the name is part of how it is signed."""

    def _get_session_from_db(self) -> Any:
        found = _running.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
