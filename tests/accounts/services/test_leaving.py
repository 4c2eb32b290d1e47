"""An account ends a week after its owner asked, leaves no name behind, and not by accident."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from blog.accounts.models import Invitation, Leaving, User
from blog.accounts.rules import holdings
from blog.accounts.rules.holdings import Holding
from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.roles import Role
from blog.accounts.services import inviting, leaving
from blog.accounts.services.roles import change_roles
from blog.audit.models import Entry
from blog.content.models import Author, PostPage
from blog.delivery.models import OutboxMessage
from tests import factories

WEEK = timedelta(days=7)


def ask(user, at, comments=Comments.ANONYMISE):
    return leaving.ask_to_leave(by=user, comments=comments, at=at)


def subjects():
    return [one.payload["subject"] for one in OutboxMessage.objects.order_by("pk")]


def test_asking_is_told_and_noted(rosa, noon):
    ask(rosa, noon)

    assert subjects()[0].startswith(
        "You asked to delete your account. It will be deleted on 2026-11-27"
    )
    assert Entry.objects.get().act == "account.deletion_asked"


def test_asking_again_changes_the_choice_and_not_the_day(rosa, noon):
    ask(rosa, noon)
    ask(rosa, noon + timedelta(days=2), Comments.ERASE)

    row = Leaving.objects.get()
    assert (row.due_at, row.comments) == (noon + WEEK, "erase")


def test_one_can_stay(rosa, noon):
    ask(rosa, noon)
    leaving.stay(by=rosa, at=noon)

    assert leaving.end_due(at=noon + WEEK) == 0
    assert User.objects.filter(pk=rosa.pk).exists()
    assert Entry.objects.filter(act="account.deletion_cancelled").exists()
    with pytest.raises(leaving.NotLeaving):
        leaving.stay(by=rosa, at=noon)


def test_a_reminder_comes_once_before_the_end(rosa, noon):
    ask(rosa, noon)

    assert leaving.remind_due(at=noon + timedelta(days=5)) == 0
    assert leaving.remind_due(at=noon + timedelta(days=6, hours=1)) == 1
    assert leaving.remind_due(at=noon + timedelta(days=6, hours=2)) == 0
    assert subjects()[-1].startswith("Your account will be deleted within a day")


def test_after_a_week_the_account_is_gone_and_nothing_names_it(rosa, noon):
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
    ask(rosa, noon)

    assert leaving.end_due(at=noon + WEEK - timedelta(seconds=1)) == 0
    assert leaving.end_due(at=noon + WEEK) == 1
    assert leaving.end_due(at=noon + WEEK) == 0
    assert not User.objects.filter(email="rosa@example.com").exists()
    assert {entry.actor_name for entry in Entry.objects.all()} == {"a deleted account", ""}
    assert Entry.objects.get(act="account.deleted").detail == {"comments": "anonymise"}
    assert subjects() == ["Your account has been deleted"]


def test_no_entry_of_the_log_and_no_invitation_keeps_name_or_address(rosa, noon):
    chief = factories.make_user("chief@example.com", roles=["Admin"])
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
    inviting.invite(email="Rosa@example.com", roles=[Role.MODERATOR], by=chief, at=noon)
    change_roles(person=rosa, roles=[Role.AUTHOR], by=chief, at=noon)
    ask(rosa, noon)
    leaving.end_due(at=noon + WEEK)

    said = [
        f"{entry.actor_name} {entry.subject_label} {entry.detail}" for entry in Entry.objects.all()
    ]
    assert len(said) > 3
    assert not [line for line in said if "rosa" in line.lower()]
    assert not Invitation.objects.exists()


def test_posts_stay_under_the_byline(ada, noon):
    author = factories.make_author("Ada Baker", user=ada)
    post = factories.make_post("Rye, slowly", authors=[author], owner=ada)
    ask(ada, noon)
    leaving.end_due(at=noon + WEEK)

    assert PostPage.objects.get(pk=post.pk).bylines.get().author.name == "Ada Baker"
    assert Author.objects.get().user is None


def test_every_room_lets_go_and_hears_the_choice(rosa, noon, monkeypatch):
    heard = []
    monkeypatch.setitem(
        holdings.HOLDINGS,
        "loaves",
        Holding("loaves", "Loaves", lambda _id: [], let_go=lambda *told: heard.append(told)),
    )
    ask(rosa, noon, Comments.ERASE)
    leaving.end_due(at=noon + WEEK)

    assert heard == [(rosa.pk, Comments.ERASE)]


def test_one_that_cannot_end_stops_no_other(rosa, ed, noon, monkeypatch):
    def refuse(user_id, comments):
        if user_id == rosa.pk:
            raise RuntimeError("on purpose")

    monkeypatch.setitem(
        holdings.HOLDINGS, "loaves", Holding("loaves", "Loaves", lambda _id: [], let_go=refuse)
    )
    ask(rosa, noon)
    ask(ed, noon)

    assert leaving.end_due(at=noon + WEEK) == 1
    assert Leaving.objects.get().user == rosa


def test_the_last_admin_stays(noon, db):
    tom = User.objects.create_superuser("tom@example.com")
    with pytest.raises(leaving.LastAdmin):
        ask(tom, noon)
    other = User.objects.create_superuser("ann@example.com")
    ask(tom, noon)
    other.is_active = False
    other.save()

    assert leaving.end_due(at=noon + WEEK) == 0
    assert not Leaving.objects.exists()
    assert "you are the only admin" in subjects()[-1]


def test_the_page_wants_an_answer_and_a_tick(client, rosa):
    rosa.set_password("a loaf in three days")
    rosa.save()
    client.force_login(rosa)
    answer = client.post("/accounts/leave/ask/", {})
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": "a loaf in three days"})

    answer = client.post("/accounts/leave/ask/", {})
    assert answer.status_code == 422
    assert "Say what should become of your comments." in answer.content.decode()

    answer = client.post("/accounts/leave/ask/", {"comments": "erase", "sure": "on"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/leave/")
    assert "Keep my account" in client.get("/accounts/").content.decode()
    client.post("/accounts/leave/cancel/")
    assert not Leaving.objects.exists()
