"""Django's and Wagtail's ``has_perm`` is answered from the table of roles."""

import pytest
from django.contrib.auth import get_user_model

from blog.accounts.rules.roles import STAFF, Act, Role, may
from blog.accounts.rules.wagtail_rights import MODELS, model_permissions
from tests import factories


def fresh(role):
    user = factories.make_user("somebody@example.com", roles=[role.value])
    return get_user_model().objects.get(pk=user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_admin_opens_to_staff_only(role):
    assert fresh(role).has_perm("wagtailadmin.access_admin") is (role in STAFF)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_nobody_manages_accounts_and_groups_in_the_admin(role):
    user = fresh(role)
    assert not any(
        user.has_perm(f"{model}")
        for model in ("accounts.add_user", "accounts.change_user", "auth.change_group")
    )


@pytest.mark.django_db
def test_a_closed_account_has_no_right():
    user = fresh(Role.ADMIN)
    user.is_active = False
    assert not user.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("role", Role)
def test_every_right_on_a_model_follows_from_its_act(role):
    mine = model_permissions([role])
    for (app, model), (act, actions) in MODELS.items():
        for action in actions:
            assert (f"{app}.{action}_{model}" in mine) is may([role], act)


def test_every_right_names_a_right_that_exists(db):
    from django.contrib.auth.models import Permission

    rows = Permission.objects.values_list("content_type__app_label", "codename")
    known = {f"{app}.{codename}" for app, codename in rows}
    assert model_permissions(Role) <= known


def test_settings_are_the_admins():
    assert {role for role in Role if may([role], Act.CONFIGURE)} == {Role.ADMIN}
