"""The one sanitiser: what HTML from authors and from readers may contain. Everything else goes.

Used on every way in (form, import, command, API) and again on the way out. Nothing that a browser,
htmx or a style sheet could act on gets through: no ids, classes, styles, names, ``data-*``,
``hx-*`` or event attributes, no templates, forms, frames or scripts.
"""

import re
from urllib.parse import urlsplit

import nh3

READER_LINK_REL = "ugc nofollow noopener"
SAFE_SCHEMES = {"http", "https", "mailto", "tel"}

_INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "var",
}
_BLOCKS = {"blockquote", "dd", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul"}
_TABLES = {"caption", "table", "tbody", "td", "th", "thead", "tr"}
_HEADINGS = {"h2", "h3", "h4"}

AUTHOR_TAGS = _INLINE | _BLOCKS | _TABLES | _HEADINGS
READER_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "ul",
}

_AUTHOR_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def is_safe_link(address: str) -> bool:
    """Return whether a link may stand: a known scheme, or a path of this site. Never ``//host``."""
    plain = "".join(c for c in address if c > " " and c != "\x7f")
    if plain != address.strip() or not plain or plain.startswith(("//", "/\\", "\\")):
        return False
    try:
        parts = urlsplit(plain)
    except ValueError:
        return False
    if parts.scheme:
        named_twice = "@" in parts.netloc
        return parts.scheme.lower() in SAFE_SCHEMES and not named_twice
    return plain.startswith(("/", "#", "?"))


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if is_safe_link(value) else None
    if name == "lang":
        return value if _LANGUAGE_TAG.fullmatch(value) else None
    if name == "dir":
        return value if value in {"ltr", "rtl", "auto"} else None
    return value


def clean_author_html(html: str) -> str:
    """Return an author's HTML with only what an article needs."""
    return nh3.clean(
        html,
        tags=AUTHOR_TAGS,
        attributes=_AUTHOR_ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
    )


def clean_stored_rich_text(html: str) -> str:
    """Return rich text in the form Wagtail stores it, safe to keep.

    It differs from what readers get in one thing: a link to a page or a document of this site is
    kept as its type and number. A number that is none is dropped; rendering it would fail.
    """

    def keep(tag: str, name: str, value: str) -> str | None:
        if tag == "a" and name == "linktype":
            return value if value in {"page", "document"} else None
        if tag == "a" and name == "id":
            return value if value.isascii() and value.isdigit() else None
        return _keep_attribute(tag, name, value)

    cleaned = nh3.clean(
        html,
        tags=AUTHOR_TAGS,
        attributes={**_AUTHOR_ATTRIBUTES, "a": {"href", "title", "linktype", "id"}},
        attribute_filter=keep,
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
    )
    return _HALF_LINK.sub("<a>", cleaned)


# A link type without its number, or a number without its type.
_HALF_LINK = re.compile(r'<a (?:linktype="\w+"|id="\d+")>')


def clean_reader_html(html: str) -> str:
    """Return a reader's HTML: a few words' worth of marks, links that promise nothing."""
    cleaned = nh3.clean(
        html,
        tags=READER_TAGS,
        attributes={"*": set(), "a": {"href"}},  # without "*" lang and title would pass
        attribute_filter=_keep_attribute,
        url_schemes=SAFE_SCHEMES,
        link_rel=READER_LINK_REL,
    )
    return _LINK_TO_NOWHERE.sub(r"\1", cleaned)


_LINK_TO_NOWHERE = re.compile(f'<a rel="{READER_LINK_REL}">(.*?)</a>', re.DOTALL)
