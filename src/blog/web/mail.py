"""A mail as people read it: plain text first, and the same words as HTML in one layout."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language


@dataclass(frozen=True)
class Line:
    """One line of a paragraph; an address of the web is a link."""

    text: str

    @property
    def is_link(self) -> bool:
        """Whether the line is an address."""
        return self.text.startswith(("https://", "http://")) and " " not in self.text


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together; a code stands alone and large."""

    lines: tuple[Line, ...]
    is_code: bool


def html_of(text: str, *, subject: str, site_name: str, home_url: str, code: str = "") -> str:
    """Return a plain text as HTML: blank lines part paragraphs, addresses are links.

    What follows ``-- `` is the signature; the layout has its own.
    """
    body = text.split("\n-- \n", 1)[0]
    context = {
        "subject": subject,
        "site_name": site_name,
        "home_url": home_url,
        "language": get_language(),
        "paragraphs": paragraphs(body, code=code),
    }
    return render_to_string("layouts/email.html", context)


def paragraphs(text: str, *, code: str = "") -> list[Paragraph]:
    """Return the paragraphs of a plain text."""
    return [
        Paragraph(
            tuple(Line(line.strip()) for line in part.splitlines() if line.strip()),
            is_code=bool(code) and part.strip() == code,
        )
        for part in text.replace("\r\n", "\n").split("\n\n")
        if part.strip()
    ]
