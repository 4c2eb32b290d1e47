"""The door of the web server: what is ready is answered at once, even while Django still starts.

The server of the first pages (blog/operations/serving.py) stands in until the site has been loaded
elsewhere, so it starts its Django only if somebody asks for what is not ready.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.config.settings.production")

from django.conf import settings

from blog.web.page_cache.opening import open_door
from blog.web.waiting_room import WaitingRoom


class Django:
    """Django, started in the background; whoever needs it waits until it is there."""

    def __init__(self, *, then: Callable[[], None]) -> None:
        self._then = then
        self._answers: Any = None
        self._may_start = threading.Lock()
        self._started = threading.Event()

    def start(self) -> None:
        """Begin to start it, once."""
        if self._may_start.acquire(blocking=False):
            threading.Thread(target=self._start, name="start", daemon=True).start()

    def _start(self) -> None:
        from django.core.wsgi import get_wsgi_application

        # The database is being prepared.
        while settings.START_AFTER and Path(settings.START_AFTER).exists():
            time.sleep(0.02)
        try:
            self._answers = get_wsgi_application()
        except BaseException:
            logging.getLogger(__name__).exception("Django could not be started")
            os._exit(1)  # the server's parent starts another one, or gives up
        self._started.set()
        self._then()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Answer a request."""
        if not self._started.is_set():
            self.start()
            self._started.wait()
        return self._answers(environ, start_response)


def _keep_pages_fresh() -> None:
    from blog.web.page_cache import opening

    if door is not None:
        opening.begin(door)


django = Django(then=_keep_pages_fresh)
room = WaitingRoom(
    django,
    workers=settings.SERVER_THREADS,
    senders=settings.SERVER_WAITING // 2,
    max_bytes=settings.SERVER_MAX_BODY,
)
door = open_door(room)
application = room if door is None else door
if not settings.START_AFTER:
    django.start()
