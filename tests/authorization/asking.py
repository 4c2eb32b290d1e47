"""Asks every address of the project, by GET and by POST, and says what became of it."""

import re
from dataclasses import dataclass

from django.core.cache import caches
from django.db import transaction
from django.urls import URLPattern, get_resolver

from blog.accounts.rules.roles import COLUMNS

STRANGER = "stranger"
PEOPLE = (STRANGER, *COLUMNS)
DOORS = ("/accounts/login/", "/de/accounts/login/", "/admin/login/")

THROUGH, REFUSED, NOT_ANSWERED = "through", "refused", "not answered"
NOT_NOW = "not now"  # the person may, but not as things stand


@dataclass(frozen=True)
class Address:
    """An address with its name and its parameters. ``is_ours``: it stands in our code."""

    name: str
    route: str
    is_ours: bool


def addresses(resolver=None, route="", namespace="", is_ours=True):
    """Yield every address that the project answers, in the order of the resolver."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            ours = is_ours or view.__module__.startswith("blog.")
            yield Address(namespace + (pattern.name or here), here, ours)
        else:
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            module = getattr(pattern.urlconf_module, "__name__", None)  # a list has none
            ours = module.startswith("blog.") if module else is_ours
            yield from addresses(pattern, here, inside, ours)


def parameters(route):
    """Return the names of an address's parameters."""
    return set(re.findall(r"<(?:\w+:)?(\w+)>", route))


def path_of(route, words):
    """Return the address with its parameters filled in."""
    path = re.sub(r"\(\?P<pk>[^)]*\)", str(words["pk"]), route)
    path = re.sub(r"\(\?P<revision_id_a>[^)]*\)", "earliest", path)
    path = re.sub(r"\(\?P<revision_id_b>[^)]*\)", "latest", path)
    path = re.sub(
        r"<(?:(\w+):)?(\w+)>",
        lambda m: str(words.get(m[2], 1 if m[1] == "int" else "x")),
        path,
    )
    return "/" + path.replace("\\.", ".").replace("^", "").replace("$", "")


def ask(client, method, path, body=None):
    """Return what became of a request, without leaving a trace: each ends with a rollback."""
    client.raise_request_exception = False
    session = client.cookies.copy()
    caches["limits"].clear()  # nobody is refused for having asked too often
    with transaction.atomic():
        answer = getattr(client, method)(path, body)
        transaction.set_rollback(True)
    client.cookies = session
    assert answer.status_code < 500, f"{method} {path} answers {answer.status_code}"
    if answer.status_code == 405:
        return NOT_ANSWERED
    if answer.status_code in (401, 403, 404):
        return REFUSED
    if answer.status_code in (409, 410):
        return NOT_NOW
    target = answer.headers.get("Location", "")
    leads_away = target.startswith(DOORS) or (target == "/admin/" and path != "/admin/")
    return REFUSED if leads_away else THROUGH
