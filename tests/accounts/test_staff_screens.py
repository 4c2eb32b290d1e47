"""The screens of people and invitations, without a browser."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.urls import reverse

from blog.accounts.models import Invitation
from blog.accounts.permissions import roles_of
from blog.accounts.rules.roles import Role
from blog.delivery.models import OutboxMessage
from tests import factories


@pytest.fixture
def tomas(db):
    return factories.make_user("tomas@example.com", first_name="Tomás", roles=["Admin"])


@pytest.fixture
def admin(client, tomas):
    client.force_login(tomas)
    return client


def link():
    text = OutboxMessage.objects.filter(kind="mail").latest("pk").payload["text"]
    return re.search(r"/accounts/invitation/[\w-]+/", text)[0]


@pytest.fixture
def invited(admin):
    """Rosa is invited as an editor; returns the path of the link."""
    answer = admin.post(
        reverse("accounts:invite"), {"email": "rosa@example.com", "roles": ["Editor"]}
    )
    assert answer.status_code == 302
    admin.logout()
    return link()


def test_an_admin_invites_and_withdraws(admin):
    admin.post(reverse("accounts:invite"), {"email": "x@example.com", "roles": ["Author"]})
    page = admin.get(reverse("accounts:staff")).content.decode()
    assert "x@example.com" in page
    invitation = Invitation.objects.get()
    admin.post(reverse("accounts:revoke_invitation", args=[invitation.pk]))
    assert admin.get(link()).status_code == 410


@pytest.mark.parametrize(
    "sent", [{}, {"email": "no address", "roles": ["Author"]}, {"email": "x@example.com"}]
)
def test_a_form_that_cannot_be_used_comes_back_as_it_was(admin, sent):
    answer = admin.post(reverse("accounts:invite"), sent)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_opening_the_link_accepts_nothing(client, invited, rosa):
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True)
    client.force_login(rosa)
    assert client.get(invited).status_code == 200
    assert Invitation.objects.get().accepted_at is None
    assert client.post(invited).status_code == 302
    assert Role.EDITOR in roles_of(get_user_model().objects.get(pk=rosa.pk))


def test_a_stranger_is_led_to_sign_in_and_back(client, invited):
    page = client.get(invited).content.decode()
    assert f"{reverse('account_login')}?next={invited}" in page
    assert "Accept the invitation" not in page
    assert client.post(invited).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_somebody_else_is_told_whose_it_is(client, invited, ada):
    client.force_login(ada)
    assert "ada@example.com" in client.get(invited).content.decode()
    assert client.post(invited).status_code == 403


def test_a_made_up_link(client, db):
    assert client.get("/accounts/invitation/made-up/").status_code == 404


def test_an_admin_finds_an_account_and_changes_its_roles(admin, rosa):
    answer = admin.get(reverse("accounts:staff"), {"email": "ROSA@example.com"})
    assert answer["Location"] == reverse("accounts:person", args=[rosa.pk])
    admin.post(answer["Location"], {"roles": ["Moderator"]})
    assert Role.MODERATOR in roles_of(get_user_model().objects.get(pk=rosa.pk))


def test_an_address_without_an_account(admin):
    answer = admin.get(reverse("accounts:staff"), {"email": "nobody@example.com"})
    assert answer.status_code == 422
    assert "You can invite it" in answer.content.decode()


def test_an_admin_does_not_change_their_own_roles(admin, tomas):
    address = reverse("accounts:person", args=[tomas.pk])
    assert "Save the roles" not in admin.get(address).content.decode()
    assert admin.post(address, {"roles": []}).status_code == 422
    assert Role.ADMIN in roles_of(get_user_model().objects.get(pk=tomas.pk))


WAGTAILS_OWN = [
    "users/",
    "users/new/",
    "users/edit/{pk}/",
    "users/delete/{pk}/",
    "groups/",
    "groups/new/",
    "bulk/accounts/user/assign_role/?id={pk}",
    "bulk/accounts/user/set_active_state/?id={pk}",
    "bulk/accounts/user/delete/?id={pk}",
]


@pytest.mark.parametrize("path", WAGTAILS_OWN)
def test_wagtails_forms_for_accounts_lead_to_the_desk(client, rosa, path):
    root = get_user_model().objects.create_superuser("root@example.com")
    client.force_login(root)
    address = "/admin/" + path.format(pk=rosa.pk)
    assert client.get(address)["Location"] == reverse("accounts:staff")
    assert client.post(address, {"email": "evil@example.com"}).status_code == 405


def test_the_admins_menu_leads_to_the_desk(admin):
    from django.test import RequestFactory
    from wagtail.admin.menu import settings_menu

    request = RequestFactory().get("/admin/")
    request.user = factories.make_user("second@example.com", roles=["Admin"])
    names = {item.name: item.url for item in settings_menu.menu_items_for_request(request)}
    assert "users" not in names
    assert "groups" not in names
    assert reverse("accounts:staff") in map(str, names.values())
