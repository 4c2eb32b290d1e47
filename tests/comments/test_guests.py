"""Somebody without an account comments: the words wait, a code is mailed, and they are posted."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.accounts.models import User
from blog.comments.models import Comment, Conversation
from blog.comments.rules.limits import PREVIEWS
from blog.comments.services import people, posting
from blog.delivery.models import OutboxMessage
from blog.web.limits import take
from blog.web.network import network_of
from tests import factories

NORA = "nora@example.com"
CODE = "/comments/guest/code/"


@pytest.fixture
def guests(open_house):
    """A site that takes comments of people without an account."""
    Conversation.objects.filter(pk=open_house.pk).update(who="guests")


@pytest.fixture
def form(rye):
    """The address of the form."""
    return reverse("comments:guest", args=[rye.pk])


@pytest.fixture
def mails(db):
    """What has been mailed, oldest first."""

    def written():
        rows = OutboxMessage.objects.filter(kind="mail").order_by("pk")
        return [row.payload for row in rows]

    return written


def words(**more):
    return {"text": "I kept the crust.", "name": "Nora", "email": NORA, **more}


@pytest.fixture
def code(mails):
    """The code in the last mail."""

    def last():
        return re.search(r"^\w{4}-\w{4}$", mails()[-1]["text"], re.MULTILINE)[0]

    return last


def test_with_the_code_the_comment_is_posted_and_its_author_is_signed_in(
    client, rye, guests, form, code
):
    sent = client.post(form, words())
    assert sent["Location"] == CODE
    assert not Comment.objects.exists()

    posted = client.post(CODE, {"code": code()})

    comment = Comment.objects.get()
    assert posted["Location"] == f"{rye.get_url()}?comment={comment.pk}#{comment.anchor}"
    assert comment.author == User.objects.get(email=NORA)
    assert (comment.author_name, comment.source) == ("Nora", "I kept the crust.")
    assert client.session["_auth_user_id"] == str(comment.author_id)
    assert client.get(CODE)["Location"] == reverse("accounts:account")  # the code is used up


def test_an_answer_is_posted_under_its_comment(client, rye, rosa, guests, form, code):
    first = posting.post_comment(post=rye, by=rosa, at=timezone.now(), source="How long?")
    assert "How long?" in client.get(f"{form}?to={first.pk}").content.decode()

    client.post(form, words(parent=first.pk))
    client.post(CODE, {"code": code()})

    assert Comment.objects.latest("pk").parent == first


def test_the_links_under_a_post_lead_to_the_form(client, rye, rosa, guests, form):
    first = posting.post_comment(post=rye, by=rosa, at=timezone.now(), source="How long?")
    write = reverse("comments:write", args=[rye.pk])
    reply = reverse("comments:reply", args=[first.pk])

    assert client.get(write)["Location"] == form
    assert client.get(reply)["Location"] == f"{form}?to={first.pk}"
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert client.get(write, headers=part).status_code == 204
    assert client.get(reply, headers=part)["HX-Redirect"] == f"{form}?to={first.pk}"


def test_where_guests_are_not_taken_the_door_is_shown(client, rye, open_house, form):
    for answer in (client.get(form), client.post(form, words())):
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Write something first."),
        ({"name": ""}, "Enter your name."),
        ({"email": "nora"}, "This is not an e-mail address."),
        ({"website": "https://spam.example"}, "Leave this field empty."),
    ],
)
def test_what_is_wrong_is_said_and_no_mail_is_sent(client, guests, form, mails, wrong, said):
    answer = client.post(form, words(**wrong))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert mails() == []


def test_a_preview_sends_nothing(client, guests, form, mails):
    answer = client.post(form, words(text="I *kept* it.", preview="1"))

    assert "<em>kept</em>" in answer.content.decode()
    assert mails() == []


def test_too_many_previews_from_a_network_keep_the_words(client, guests, form):
    for _ in range(PREVIEWS.amount):
        take(PREVIEWS, network_of(RequestFactory().get("/")))

    answer = client.post(form, words(text="I *kept* it.", preview="1"))

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= PREVIEWS.seconds
    assert "I *kept* it.</textarea>" in answer.text


def test_a_conversation_that_closed_meanwhile_gives_the_words_back(client, rye, guests, form):
    Conversation.objects.update(close_after=1)
    type(rye).objects.filter(pk=rye.pk).update(
        first_published_at=timezone.now() - timedelta(days=2)
    )
    answer = client.post(form, words())

    assert answer.status_code == 409
    assert "I kept the crust." in answer.content.decode()


def test_a_wrong_code_is_refused_and_the_words_stay(client, guests, form, code):
    client.post(form, words())
    answer = client.post(CODE, {"code": "AAAA-AAAA"})

    assert answer.status_code == 422
    assert "This code is not right." in answer.content.decode()
    assert "I kept the crust." in client.get(form).content.decode()
    client.post(CODE, {"code": code()})
    assert Comment.objects.get().source == "I kept the crust."


def test_after_three_wrong_codes_a_new_one_is_needed(client, guests, form, code):
    client.post(form, words())
    for _try in range(3):
        client.post(CODE, {"code": "AAAA-AAAA"})
    assert client.post(CODE, {"code": code()}).status_code == 409

    client.post(CODE, {"action": "resend"})
    client.post(CODE, {"code": code()})
    assert Comment.objects.exists()


def test_too_many_mails_are_refused_with_when_and_with_the_words(client, guests, form):
    answers = [client.post(form, words()) for _time in range(10)]

    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert "I kept the crust." in answers[-1].content.decode()


def test_an_address_that_has_an_account_is_answered_alike(client, guests, form, rosa, code):
    known = client.post(form, words(email=rosa.email, name="Somebody"))
    assert known["Location"] == CODE
    client.post(CODE, {"code": code()})

    comment = Comment.objects.get()
    assert comment.author == rosa
    assert comment.author_name == rosa.get_full_name()


def test_whose_account_asks_for_a_second_step_gets_the_words_back_behind_it(
    client, guests, form, rosa, code
):
    Authenticator.objects.create(user=rosa, type="totp", data={"secret": "x"})
    client.post(form, words(email=rosa.email))
    answer = client.post(CODE, {"code": code()})

    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not Comment.objects.exists()
    assert "I kept the crust." in str(client.session["kept_forms"])


def test_when_the_post_is_gone_the_words_are_given_back(client, rye, guests, form, code):
    client.post(form, words())
    type(rye).objects.filter(pk=rye.pk).update(live=False)
    answer = client.post(CODE, {"code": code()})

    assert not Comment.objects.exists()
    assert "I kept the crust." in client.get(answer["Location"]).content.decode()


def test_who_is_banned_is_told_and_keeps_the_words(client, guests, form, rosa, code, mo):
    people.sanction(of=rosa, by=mo, at=timezone.now(), kind="ban", reason="Spam.")
    client.post(form, words(email=rosa.email))
    answer = client.post(CODE, {"code": code()})

    assert answer.status_code == 403
    assert "I kept the crust." in answer.content.decode()


def test_who_signs_in_meanwhile_gets_their_words_and_stays_who_they_are(
    client, guests, form, rosa, code
):
    EmailAddress.objects.create(user=rosa, email=rosa.email, primary=True, verified=True)
    client.post(form, words(email=rosa.email))
    client.force_login(rosa)
    answer = client.post(CODE, {"code": code()})

    assert "I kept the crust." in client.get(answer["Location"]).content.decode()
    assert not Comment.objects.exists()


def test_what_somebody_else_wrote_as_a_guest_is_neither_shown_nor_posted(
    client, guests, form, rosa, code
):
    client.post(form, words())
    client.force_login(rosa)

    for answer in (client.get(CODE), client.post(CODE, {"code": code()})):
        assert answer["Location"] == reverse("accounts:account")
    assert "crust" not in str(client.session.get("kept_forms"))
    assert not Comment.objects.exists()
    assert not User.objects.filter(email=NORA).exists()


def test_where_guests_are_no_longer_taken_no_account_is_made(client, guests, form, code):
    client.post(form, words())
    conversation = Conversation.objects.get()
    conversation.who = "members"
    conversation.save()
    answer = client.post(CODE, {"code": code()})

    assert answer["Location"] == form
    assert not User.objects.filter(email=NORA).exists()


def test_words_are_given_back_where_somebody_else_was_signed_in_before(
    client, rye, rosa, guests, form, code
):
    client.force_login(rosa)
    client.get(reverse("accounts:account"))  # the browser knows by a cookie for whom it keeps text
    del client.cookies["sessionid"]
    client.post(form, words())
    type(rye).objects.filter(pk=rye.pk).update(live=False)
    answer = client.post(CODE, {"code": code()})

    assert "I kept the crust." in client.get(answer["Location"]).content.decode()


def test_a_letter_that_looks_like_another_opens_no_account(client, guests, form, mails):
    factories.make_user("mike@example.com")
    answer = client.post(form, words(email="mi\u212ae@example.com"))

    assert answer.status_code == 422
    assert mails() == []


def test_what_waits_is_kept_for_a_day(client, guests, form):
    client.post(form, words())

    assert client.session.get_expiry_age() == 86_400


def test_a_name_has_no_signs_that_turn_what_follows_around(client, guests, form, code):
    client.post(form, words(name="Nora \u202eeditor\u200b"))
    client.post(CODE, {"code": code()})

    assert Comment.objects.get().author_name == "Nora editor"


def test_asking_does_the_same_work_whoever_it_is(client, guests, form, rosa):
    """Time is measured by tests/support/door_timing.py; what takes the time is counted here."""
    EmailAddress.objects.create(user=rosa, email=rosa.email, verified=True, primary=True)
    client.post(form, words(email="warm@example.com"))
    asked = {}
    for email in (rosa.email, "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries:
            assert Client().post(form, words(email=email)).status_code == 302
        asked[email] = len(queries)

    assert len(set(asked.values())) == 1, asked
