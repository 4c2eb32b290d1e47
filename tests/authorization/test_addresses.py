"""Every address, asked by a stranger and by every role: the table says who gets through."""

import pytest

from tests.authorization.asking import PEOPLE, World, addresses, is_open
from tests.authorization.table import ROWS, Opens, row_for

# Fails on purpose, to show Wagtail's page for failures.
FAILS_ON_PURPOSE = {"wagtailadmin_error_test"}


def test_every_address_has_a_row():
    missing = sorted({a.name for a in addresses() if row_for(a.name) is None})
    assert missing == [], "say in tests/authorization/table.py who gets through"


def test_every_row_has_an_address():
    names = {a.name for a in addresses()}
    for key in ROWS:
        assert any(n == key or (key[-1] == "*" and n.startswith(key[:-1])) for n in names), key


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_through(client, who):
    world = World(who)
    if world.person:
        client.force_login(world.person)
    wrong = []
    for address in addresses():
        if address.name in FAILS_ON_PURPOSE:
            continue
        row = row_for(address.name)
        for owns in (True, False) if world.person else (False,):
            path = world.fill(address, "own" if owns else "other")
            expected = row.who(who, owns)
            found = is_open(client, path)
            if found != expected and (found or isinstance(row, Opens)):
                wrong.append(f"{address.name} {path} {owns=}: {'open' if found else 'closed'}")
    assert not wrong, "\n".join(wrong)
