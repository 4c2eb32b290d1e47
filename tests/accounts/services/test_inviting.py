"""Inviting people to the staff, and giving roles: who may, what is refused, what is written down."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from blog.accounts.models import Invitation
from blog.accounts.permissions import RoleRefused, roles_of
from blog.accounts.rules.invitations import GOOD_FOR, State
from blog.accounts.rules.roles import Role
from blog.accounts.services import inviting
from blog.accounts.services.roles import LastAdmin, NotYourOwn, change_roles, is_last_admin
from blog.audit.models import Entry
from blog.delivery.models import OutboxMessage
from tests import factories


@pytest.fixture
def tomas(db):
    """An admin."""
    return factories.make_user("tomas@example.com", first_name="Tomás", roles=["Admin"])


def fresh(user):
    return get_user_model().objects.get(pk=user.pk)


def confirm(user, email=None, verified=True):
    EmailAddress.objects.create(user=user, email=email or user.email, verified=verified)
    return user


def secret_in_the_mail():
    text = OutboxMessage.objects.filter(kind="mail").latest("pk").payload["text"]
    return re.search(r"/accounts/invitation/([\w-]+)/", text)[1]


@pytest.fixture
def invited(tomas, noon):
    """Rosa is invited as an author; returns the link's secret."""
    inviting.invite(email="Rosa@Example.com", roles=[Role.AUTHOR], by=tomas, at=noon)
    return secret_in_the_mail()


def test_the_mail_says_how_long_it_is_good_and_the_link_is_kept_as_a_hash(invited, noon):
    mail = OutboxMessage.objects.latest("pk").payload
    assert mail["to"] == "rosa@example.com"
    assert "seven days" in mail["text"]
    assert "Author" in mail["text"]
    assert "<html" in mail["html"]
    kept = Invitation.objects.get()
    assert invited not in str(vars(kept))
    assert kept.expires_at == noon + GOOD_FOR


def test_the_owner_of_the_address_accepts_once(invited, rosa, tomas, noon):
    confirm(rosa)
    inviting.accept(secret=invited, by=rosa, at=noon)
    assert roles_of(fresh(rosa)) == {Role.READER, Role.AUTHOR}
    acts = list(Entry.objects.order_by("pk").values_list("act", "actor"))
    assert acts == [
        ("invitation.sent", tomas.pk),
        ("invitation.accepted", rosa.pk),
        ("roles.changed", tomas.pk),
    ]
    with pytest.raises(inviting.NotOpen) as refusal:
        inviting.accept(secret=invited, by=rosa, at=noon)
    assert refusal.value.state is State.ACCEPTED


def test_an_invitation_adds_to_the_roles_somebody_has(tomas, ed, noon):
    confirm(ed)
    inviting.invite(email=ed.email, roles=[Role.MODERATOR], by=tomas, at=noon)
    inviting.accept(secret=secret_in_the_mail(), by=ed, at=noon)
    assert roles_of(fresh(ed)) == {Role.READER, Role.EDITOR, Role.MODERATOR}


def test_another_account_does_not_accept(invited, ada, noon):
    confirm(ada)
    with pytest.raises(inviting.AnotherAddress):
        inviting.accept(secret=invited, by=ada, at=noon)


def test_an_address_that_is_not_proved_does_not_accept(invited, rosa, ada, noon):
    confirm(rosa, verified=False)
    confirm(ada, email="ROSA@example.com", verified=False)
    for person in (rosa, ada):
        with pytest.raises(inviting.AnotherAddress):
            inviting.accept(secret=invited, by=person, at=noon)


def test_a_second_proved_address_of_an_account_counts(invited, ada, noon):
    confirm(ada, email="rosa@example.com")
    inviting.accept(secret=invited, by=ada, at=noon)
    assert Invitation.objects.get().accepted_by == ada


def test_it_expires(invited, rosa, noon):
    confirm(rosa)
    with pytest.raises(inviting.NotOpen, match="expired"):
        inviting.accept(secret=invited, by=rosa, at=noon + GOOD_FOR)
    inviting.accept(secret=invited, by=rosa, at=noon + GOOD_FOR - timedelta(seconds=1))


def test_it_can_be_withdrawn(invited, rosa, tomas, noon):
    confirm(rosa)
    inviting.revoke(invitation_id=Invitation.objects.get().pk, by=tomas, at=noon)
    with pytest.raises(inviting.NotOpen, match="withdrawn"):
        inviting.accept(secret=invited, by=rosa, at=noon)
    with pytest.raises(inviting.NotOpen):
        inviting.revoke(invitation_id=Invitation.objects.get().pk, by=tomas, at=noon)


def test_it_falls_with_the_right_of_whoever_sent_it(invited, rosa, tomas, noon):
    confirm(rosa)
    other = factories.make_user("other@example.com", roles=["Admin"])
    change_roles(person=tomas, roles=[], by=other, at=noon)
    with pytest.raises(inviting.NotOpen):
        inviting.accept(secret=invited, by=rosa, at=noon)


def test_it_falls_with_the_account_of_whoever_sent_it(invited, rosa, tomas, noon):
    confirm(rosa)
    Invitation.objects.update(invited_by=None)
    with pytest.raises(inviting.NotOpen):
        inviting.accept(secret=invited, by=rosa, at=noon)


def test_the_newest_invitation_to_an_address_counts(invited, rosa, tomas, noon):
    confirm(rosa)
    inviting.invite(email="rosa@example.com", roles=[Role.EDITOR], by=tomas, at=noon)
    with pytest.raises(inviting.NotOpen):
        inviting.accept(secret=invited, by=rosa, at=noon)
    inviting.accept(secret=secret_in_the_mail(), by=rosa, at=noon)
    assert Role.EDITOR in roles_of(fresh(rosa))


@pytest.mark.django_db
def test_a_made_up_link_opens_nothing(rosa, noon):
    with pytest.raises(inviting.NoSuchInvitation):
        inviting.accept(secret="made-up", by=rosa, at=noon)


def test_what_cannot_be_offered(tomas, ed, noon):
    with pytest.raises(inviting.NoRole):
        inviting.invite(email="new@example.com", roles=[Role.READER], by=tomas, at=noon)
    confirm(ed)
    with pytest.raises(inviting.HasTheRoles):
        inviting.invite(email=ed.email, roles=[Role.EDITOR], by=tomas, at=noon)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_admins_invite_withdraw_and_give(invited, rosa, role, noon):
    somebody = factories.make_user("somebody@example.com", roles=[role.value])
    with pytest.raises(RoleRefused):
        inviting.invite(email="x@example.com", roles=[Role.ADMIN], by=somebody, at=noon)
    with pytest.raises(RoleRefused):
        inviting.revoke(invitation_id=Invitation.objects.get().pk, by=somebody, at=noon)
    with pytest.raises(RoleRefused):
        change_roles(person=rosa, roles=[Role.ADMIN], by=somebody, at=noon)


def test_roles_are_given_and_taken_and_written_down(tomas, ada, noon):
    change_roles(person=ada, roles=[Role.TRUSTED_AUTHOR, Role.MODERATOR], by=tomas, at=noon)
    assert roles_of(fresh(ada)) == {Role.READER, Role.TRUSTED_AUTHOR, Role.MODERATOR}
    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.subject_id) == ("roles.changed", tomas, str(ada.pk))
    assert entry.detail == {"given": ["Moderator", "Trusted author"], "taken": ["Author"]}


def test_what_changes_nothing_is_not_written_down(tomas, ada, noon):
    change_roles(person=ada, roles=[Role.AUTHOR], by=tomas, at=noon)
    assert not Entry.objects.exists()


def test_nobody_changes_their_own_roles(tomas, noon):
    with pytest.raises(NotYourOwn):
        change_roles(person=tomas, roles=[Role.ADMIN, Role.EDITOR], by=tomas, at=noon)


def test_the_last_admin_stays(tomas, noon):
    other = factories.make_user("other@example.com", roles=["Admin"])
    assert not is_last_admin(person=fresh(tomas))
    change_roles(person=other, roles=[], by=tomas, at=noon)
    assert is_last_admin(person=fresh(tomas))
    # An admin whose account was loaded before the role was taken.
    with pytest.raises(LastAdmin):
        change_roles(person=tomas, roles=[], by=_stale_admin(other), at=noon)


def _stale_admin(user):
    user._roles_given = frozenset({Role.ADMIN})
    return user


def test_a_closed_account_is_no_admin_who_is_left(tomas, noon):
    factories.make_user("gone@example.com", roles=["Admin"], is_active=False)
    assert is_last_admin(person=tomas)


def test_taking_the_role_from_a_superuser_takes_it_all(tomas, noon):
    root = get_user_model().objects.create_superuser("root@example.com")
    change_roles(person=root, roles=[Role.EDITOR], by=tomas, at=noon)
    root = fresh(root)
    assert not root.is_superuser
    assert roles_of(root) == {Role.READER, Role.EDITOR}
