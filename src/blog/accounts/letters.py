"""Mails to people with an account: one shape, as text and as HTML, in the reader's language."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.urls import reverse

from blog.web.addresses import absolute
from blog.web.mail import html_of


@dataclass(frozen=True)
class Item:
    """A line, where it leads, and where more of the same is stopped."""

    line: str
    url: str
    stop_url: str = ""
    stop: str = ""


@dataclass(frozen=True)
class Letter:
    """What is written.

    ``stop_url`` is there for mails that can be switched off; ``stop`` says what ends there, where
    that is not this kind of mail.
    """

    subject: str
    lines: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    url: str = ""
    link: str = ""
    stop_url: str = ""
    stop: str = ""


def rendered(letter: Letter) -> tuple[str, str]:
    """Return a letter as text and as HTML, in the language that is active."""
    home = absolute("/")
    site_name = urlsplit(home).netloc
    context = {
        "letter": letter,
        "account_url": absolute(reverse("accounts:notification_preferences"))
        if letter.stop_url
        else "",
        "site_name": site_name,
        "home_url": home,
    }
    text = render_to_string("accounts/mail/letter.txt", context).strip() + "\n"
    return text, html_of(text, subject=letter.subject, site_name=site_name, home_url=home)
