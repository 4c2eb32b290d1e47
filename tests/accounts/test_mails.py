"""Every mail of the doors: plain text that reads well, HTML that is valid, the same words in both."""

import re
import socket
from contextlib import closing
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation
from django.utils.html import escape

from blog.delivery.models import OutboxMessage
from blog.delivery.services import outbox
from blog.web.mail import html_of, paragraphs
from e2e.support.markup import source_errors

pytestmark = pytest.mark.django_db

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MAILS = sorted(
    str(file.relative_to(TEMPLATES)).removesuffix("_message.txt")
    for file in TEMPLATES.glob("*/email/*_message.txt")
    if not file.name.startswith("base_")
)
CONTEXT = {
    "code": "K7WQ-2MXB",
    "password_reset_url": "http://testserver/accounts/password/reset/",
    "signup_url": "http://testserver/accounts/signup/?email=rosa%40example.com",
    "from_email": "rosa@example.com",
    "to_email": "rosa@home.example",
    "deleted_email": "old@example.com",
    "ip": "192.0.2.1",
    "user_agent": "<b>Browser</b>/1.0",
    "timestamp": timezone.now(),
}


@pytest.fixture
def request_at_hand(rf):
    request = rf.post("/accounts/login/code/")
    request.user = AnonymousUser()
    request.session = {}
    with context.request_context(request):
        yield request


def send(name):
    """Send a mail of the doors; return what is in the outbox."""
    get_adapter().send_mail(name, "rosa@example.com", CONTEXT)
    return OutboxMessage.objects.get().payload


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", MAILS)
def test_a_mail_is_text_and_the_same_words_as_valid_html(request_at_hand, rosa, name, language):
    with translation.override(language):
        mail = send(name)

    assert mail["to"] == "rosa@example.com"
    assert mail["subject"].strip()
    assert "\n-- \n" in mail["text"]
    assert "{" not in mail["text"] + mail["html"].split("</style>")[1]
    # Mail programs have no policy: the layout's style stands in the mail.
    assert [line for line in source_errors(mail["html"]) if line != "inline <style>"] == []
    assert f'<html lang="{language}">' in mail["html"]
    read = re.sub(
        r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", mail["html"], flags=re.DOTALL)
    )
    for line in mail["text"].split("\n-- \n")[0].splitlines():
        words = re.sub(r"\s+", " ", line.strip())
        assert escape(words) in read


def test_the_mail_with_the_code_has_it_alone_and_a_link_for_an_account(request_at_hand, rosa):
    mail = send("account/email/login_code")

    assert "\n\nK7WQ-2MXB\n\n" in mail["text"]
    assert '<p class="code">K7WQ-2MXB</p>' in mail["html"]
    assert re.search(r"^http://testserver/accounts/link/\S+/$", mail["text"], re.MULTILINE)


def test_a_link_elsewhere_is_not_carried(rf, rosa):
    request = rf.post("/accounts/login/code/", {"next": "https://evil.example/"})
    request.user, request.session = AnonymousUser(), {}
    with context.request_context(request):
        mail = send("account/email/login_code")

    assert "evil" not in mail["text"]


def test_a_mail_comes_through_a_real_mail_server(request_at_hand, settings, rosa):
    received = []

    class Keep:
        async def handle_DATA(self, server, session, envelope):
            received.append(message_from_bytes(envelope.content, policy=policy.default))
            return "250 kept"

    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 10},
            }
        }
        get_adapter().send_mail("account/email/login_code", "rosa@example.com", CONTEXT)
        outbox.send_due(at=timezone.now())
    finally:
        server.stop()

    (mail,) = received
    assert mail["To"] == "rosa@example.com"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "K7WQ-2MXB" in mail.get_body(("plain",)).get_content()


def test_what_a_browser_calls_itself_is_text_in_html():
    html = html_of("Browser: <b>x</b>", subject="s", site_name="n", home_url="http://testserver/")

    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_addresses_are_links_and_sentences_with_one_are_not():
    (paragraph,) = paragraphs("See:\nhttps://a.example/x\nhttps://a.example is good")

    assert [line.is_link for line in paragraph.lines] == [False, True, False]
