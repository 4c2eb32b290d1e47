"""The table of roles holds together. No database."""

import pytest

from blog.accounts.rules.roles import COLUMNS, STAFF, TABLE, Act, Reach, Role, may, reach, who_may


def test_every_act_has_a_row_and_every_role_a_column():
    assert set(TABLE) == set(Act)
    assert set(COLUMNS) == set(Role)
    assert all(len(row) == len(COLUMNS) for row in TABLE.values())


@pytest.mark.parametrize("act", Act)
def test_somebody_may_do_it(act):
    assert who_may(act)


@pytest.mark.parametrize("act", Act)
def test_an_admin_may_do_whatever_anybody_may(act):
    assert reach([Role.ADMIN], act) == max(TABLE[act])


def test_a_trusted_author_may_do_all_that_an_author_may():
    assert all(reach([Role.TRUSTED_AUTHOR], act) >= reach([Role.AUTHOR], act) for act in Act)


def test_roles_add_up():
    roles = [Role.AUTHOR, Role.MODERATOR]
    assert may(roles, Act.MODERATE)
    assert may(roles, Act.WRITE, owns=True)
    assert not may(roles, Act.WRITE)


def test_only_staff_reach_the_desk():
    assert {role for role in Role if reach([role], Act.USE_DESK)} == STAFF


def test_without_a_role_nothing_is_allowed():
    assert {reach([], act) for act in Act} == {Reach.NONE}
