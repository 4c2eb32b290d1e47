"""Every address, asked by a stranger and by every role: the table says who gets through."""

from copy import copy
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.backends.django import Template

from blog.publishing.presenters.post import present_post
from tests.authorization.asking import (
    NOT_ANSWERED,
    NOT_NOW,
    PEOPLE,
    REFUSED,
    THROUGH,
    addresses,
    ask,
)
from tests.authorization.libraries import OF_LIBRARIES, Opens, key_for, row_for
from tests.authorization.table import ROWS

# Fails on purpose, to show Wagtail's page for failures.
FAILS_ON_PURPOSE = {"wagtailadmin_error_test"}
ADDRESSES = [one for one in addresses() if one.name not in FAILS_ON_PURPOSE]
OURS = [one for one in ADDRESSES if one.is_ours]
OF_OTHERS = [one for one in ADDRESSES if not one.is_ours]
# The addresses of libraries that somebody has looked at, each with the row that counts for it.
LOOKED_AT = Path(__file__).parent / "addresses_of_libraries.txt"


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch, settings):
    """Pages are decided on and not drawn: drawing takes most of the time and refuses nobody."""
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"  # files are in memory here
    # Some lines, of which mails take some apart.
    monkeypatch.setattr(Template, "render", lambda *_, **__: "Not\ndrawn\nhere\n")


@pytest.fixture(autouse=True)
def _decided_on_alone(monkeypatch, world):
    """What is the same for thousands of requests is asked of the database once, and refuses nobody:
    who the session's person is, when it was last used, and what the screen of a post shows."""

    @cache
    def shown(post_id, user_id):
        return {}

    def present(*, post, by, at):
        kept = shown(post.pk, by.pk)
        if "screen" not in kept:
            kept["screen"] = present_post(post=post, by=by, at=at)
        return kept["screen"]

    def person(request):
        known = "_auth_user_id" in request.session
        return copy(world.person) if known else AnonymousUser()

    monkeypatch.setattr("blog.publishing.views.post.present_post", present)
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", person)
    monkeypatch.setattr("blog.accounts.services.sessions.note_use", lambda **_: False)


def test_every_address_of_ours_has_its_own_row():
    missing = sorted({one.name for one in OURS} - set(ROWS))
    assert missing == [], "say in tests/authorization/table.py who gets through"


def test_no_row_of_ours_stands_for_several_addresses():
    assert [name for name in ROWS if "*" in name] == []


def test_every_address_of_a_library_has_a_row():
    missing = sorted({one.name for one in OF_OTHERS if row_for(one.name) is None})
    assert missing == [], "say in tests/authorization/libraries.py who gets through"


def test_every_address_of_a_library_was_looked_at():
    """A row with a ``*`` covers the names that were there when it was written, and no later ones."""
    now = {f"{one.name}  {key_for(one.name)}" for one in addresses() if not one.is_ours}
    then = set(LOOKED_AT.read_text().splitlines())

    assert sorted(now - then) == [], f"look at these, see that the row is right, add to {LOOKED_AT}"
    assert sorted(then - now) == [], f"these are gone, or have another row: {LOOKED_AT}"


def test_every_row_has_an_address():
    assert sorted(set(ROWS) - {one.name for one in OURS}) == []
    names = {one.name for one in addresses() if not one.is_ours}
    for key in OF_LIBRARIES:
        assert any(n == key or (key[-1] == "*" and n.startswith(key[:-1])) for n in names), key


@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_through_at_ours(client, world, who):
    world.be(who)
    world.sign_in(client)
    wrong = []
    for address in OURS:
        row = ROWS[address.name]
        # Who may do what does not depend on the database: with the second, one state is enough.
        states = row.states if connection.vendor == "sqlite" else row.states[:1]
        for thing in world.things(address, who, states):
            path = world.path(address, thing)
            for method, rule in (("get", row.get), ("post", row.post)):
                if method == "get" and row.get is row.post and thing.state == "live":
                    continue  # the same right as the button's, asked about the draft
                found = ask(client, method, path, row.body(thing) if method == "post" else None)
                if rule is None:
                    allowed = {NOT_ANSWERED, REFUSED}
                else:
                    allowed = {THROUGH, NOT_NOW} if rule(who, thing) else {REFUSED}
                if found not in allowed:
                    wrong.append(f"{address.name} {method} {thing.whose} {thing.state}: {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_through_at_those_of_libraries(client, world, who):
    world.be(who)
    world.sign_in(client)
    wrong = []
    for address in OF_OTHERS:
        row = row_for(address.name)
        for thing in world.things(address):
            path = world.path(address, thing)
            wanted = row.who(who, thing)
            found = ask(client, "get", path)
            through = found == THROUGH
            if through != wanted and (
                through or (isinstance(row, Opens) and found in {REFUSED, NOT_NOW})
            ):
                wrong.append(f"{address.name} get {path} {thing.whose}: {found}")
            if not wanted and ask(client, "post", path, {}) == THROUGH:
                wrong.append(f"{address.name} post {path} {thing.whose}")
    assert not wrong, "\n".join(wrong)
