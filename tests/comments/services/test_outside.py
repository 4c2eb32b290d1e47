"""Somebody outside is asked about a comment that nobody here has an opinion on, and not for long."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog.comments.models import Conversation, ListedPhrase
from blog.comments.rules.checks import Answer, Outside
from blog.comments.rules.states import State
from blog.comments.services import changing, outside, posting
from blog.config import env

pytestmark = pytest.mark.usefixtures("open_house")

RYE = "I added caraway."


class Service:
    """A check that answers what it is told to, and remembers what it was asked."""

    def __init__(self):
        self.asked, self.tokens = [], []
        self.status, self.body = 200, b'{"spam": false}'
        self.headers, self.may_answer = {}, threading.Event()
        self.may_answer.set()


@pytest.fixture
def service(settings):
    """A check on this machine that the site is told to ask."""
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            state.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            state.tokens.append(self.headers["Authorization"])
            state.may_answer.wait(5)
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.COMMENT_CHECK_URL = f"http://127.0.0.1:{server.server_port}/"
    settings.COMMENT_CHECK_TOKEN = "secret"
    settings.COMMENT_CHECK_SECONDS = 5
    yield state
    state.may_answer.set()
    server.shutdown()
    server.server_close()


def say(rye, rosa, noon, source=RYE):
    comment = posting.post_comment(post=rye, by=rosa, at=noon, source=source)
    return comment.state, comment.decisions.get()


def test_nobody_is_asked_unless_the_operator_says_whom(rye, rosa, noon, settings):
    assert settings.COMMENT_CHECK_URL == ""
    assert outside.get_check() is None
    assert say(rye, rosa, noon)[0] == State.NONE


def test_is_sent_the_text_and_nothing_about_its_author(service, rye, rosa, noon):
    state, decision = say(rye, rosa, noon)

    assert (state, decision.rule) == (State.NONE, "shown")
    assert service.asked == [{"text": RYE, "post": rye.full_url, "language": "en"}]
    assert service.tokens == ["Bearer secret"]


def test_what_it_calls_spam_is_withheld_with_its_reason(service, rye, rosa, noon):
    service.body = b'{"spam": true, "reason": "known advert"}'

    state, decision = say(rye, rosa, noon)

    assert state == State.WITHHELD
    assert (decision.rule, decision.detail) == ("outside", "known advert")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (200, b"<html>"),
        (200, b'{"spam": "no"}'),
        (200, b"{}"),
        (200, b"[]"),
        (302, b""),
    ],
)
def test_an_answer_that_is_none_lets_a_moderator_look_first(service, rye, rosa, noon, status, body):
    service.status, service.body = status, body
    service.headers = {"Location": "/elsewhere"} if status == 302 else {}

    state, decision = say(rye, rosa, noon)

    assert (state, decision.rule) == (State.PREMOD, "outside_silent")
    assert len(service.asked) == 1


def test_who_answers_too_late_has_not_answered(service, rye, rosa, noon, settings):
    settings.COMMENT_CHECK_SECONDS = 0.05
    service.may_answer.clear()

    assert say(rye, rosa, noon)[1].rule == "outside_silent"


def test_is_not_asked_where_the_site_knows_by_itself(service, rye, rosa, ravi, mo, noon):
    ListedPhrase.objects.create(text="pills", weight="banned")
    assert say(rye, rosa, noon, "pills")[0] == State.WITHHELD
    assert say(rye, mo, noon, "From the team")[0] == State.NONE
    Conversation.objects.update(moderation="all")
    assert say(rye, ravi, noon, "Everybody waits")[0] == State.PREMOD

    assert service.asked == []


def test_an_edit_is_asked_about_again(service, rye, rosa, noon):
    comment = posting.post_comment(post=rye, by=rosa, at=noon, source=RYE)
    service.body = b'{"spam": true}'
    comment = changing.edit_comment(comment=comment, by=rosa, at=noon, source="Buy this.")

    assert comment.state == State.WITHHELD


def test_a_form_that_is_sent_twice_is_asked_about_once(service, rye, rosa, noon):
    token = "4b1c64f2-30a6-4d6c-9b6c-2f5b0f0b9a10"
    for _again in range(2):
        posting.post_comment(post=rye, by=rosa, at=noon, source=RYE, token=token)

    assert len(service.asked) == 1


def test_another_check_can_take_its_place(monkeypatch, rye, rosa, noon):
    class Never:
        def ask(self, question):
            return Outside(Answer.SPAM, "never")

    monkeypatch.setattr(outside, "get_check", Never)

    assert say(rye, rosa, noon)[1].detail == "never"


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("", True),
        ("https://check.example/v1", True),
        ("http://localhost:8080/", True),
        ("http://check.example/", False),
        ("ftp://localhost/", False),
        ("https://", False),
    ],
)
def test_texts_leave_by_a_safe_way_alone(monkeypatch, value, good):
    monkeypatch.setenv("COMMENT_CHECK_URL", value)
    if good:
        assert env.secure_address("COMMENT_CHECK_URL") == value
    else:
        with pytest.raises(ImproperlyConfigured, match="COMMENT_CHECK_URL"):
            env.secure_address("COMMENT_CHECK_URL")
