"""A body on its way into other people's programs: plain HTML, every address whole."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3

from blog.content.rules.sanitise import AUTHOR_TAGS, SAFE_SCHEMES

# What stands on our page for reading there: buttons, labels for screens, words said twice.
_CUT_TAGS = {"button", "script", "style", "svg", "template"}
_CUT_CLASSES = {"visually-hidden", "code-block__bar", "embed__title", "embed__note"}
_BACK_TO_THE_TEXT = "#ref-"
_WITHOUT_CONTENT = {"br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}

_TAGS = AUTHOR_TAGS | {"div", "figcaption", "figure", "img", "section"}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def html_for_feeds(html: str, *, page_url: str) -> str:
    """Return a page's rendered body as a feed carries it.

    Links and pictures get whole addresses, those within the page the page's own; a video is a
    link; buttons, repeated words and everything that only our style sheet understands are gone.
    """
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()

    def with_whole_addresses(tag: str, name: str, value: str) -> str:
        return urljoin(page_url, value) if name in {"href", "src"} else value

    cleaned = nh3.clean(
        "".join(cutter.kept),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=with_whole_addresses,
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
    )
    return text_for_xml(cleaned).strip()


def text_for_xml(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _NOT_IN_XML.sub("", text)


class _Cutter(HTMLParser):
    """Leaves out whole elements, and marks without a meaning of their own around words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self._cutting = ""  # the tag of the element that is being left out
        self._depth = 0
        self._spans: list[bool] = []  # for each open span: is it kept?

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._cutting:
            self._depth += tag == self._cutting
            return
        if _is_cut(tag, dict(attrs)):
            if tag not in _WITHOUT_CONTENT:
                self._cutting, self._depth = tag, 1
            return
        if tag == "span":
            self._spans.append(any(name in {"lang", "dir"} for name, _value in attrs))
            if not self._spans[-1]:
                return
        self.kept.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._cutting and not _is_cut(tag, dict(attrs)):
            self.kept.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._cutting:
            self._depth -= tag == self._cutting
            if not self._depth:
                self._cutting = ""
            return
        if tag == "span" and self._spans and not self._spans.pop():
            return
        self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};")

    def _keep(self, text: str) -> None:
        if not self._cutting:
            self.kept.append(text)


def _is_cut(tag: str, attrs: dict[str, str | None]) -> bool:
    classes = set((attrs.get("class") or "").split())
    return (
        tag in _CUT_TAGS
        or "hidden" in attrs
        or attrs.get("aria-hidden") == "true"
        or bool(classes & _CUT_CLASSES)
        or (tag == "a" and (attrs.get("href") or "").startswith(_BACK_TO_THE_TEXT))
    )
