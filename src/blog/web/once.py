"""What is found out once a request, however many parts of a page ask for it."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

type Memory = dict[tuple[Callable[[], Any], str | None], Any]

_found: ContextVar[Memory | None] = ContextVar("found", default=None)


class OnceMiddleware:
    """Give each request a memory of its own, empty at the start and gone at the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _found.set({})
        try:
            return self.get_response(request)
        finally:
            _found.reset(token)


def once_a_request[T](find: Callable[[], T]) -> Callable[[], T]:
    """Have a function asked once a request and language; outside of one (a task) each time."""

    @wraps(find)
    def remember() -> T:
        found = _found.get()
        if found is None:
            return find()
        key = (find, get_language())
        if key not in found:
            found[key] = find()
        answer: T = found[key]
        return answer

    return remember
