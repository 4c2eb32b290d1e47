"""WordPress exports (WXR 1.0 to 1.2), read piece by piece. No database; nothing is fetched.

Facts about the format are from the exporter's and the importer's source, WordPress 7.1.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape, unescape
from typing import IO, Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from bs4 import BeautifulSoup
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from blog.portability.formats import (
    Fate,
    ImportedAuthor,
    ImportedPicture,
    ImportedSite,
    ImportedTerm,
    ImportedText,
)
from blog.portability.html_blocks import to_blocks

LIVE = {"publish"}
DRAFTS = {"draft", "future", "pending", "private"}
TEXTS = {"post", "page"}

_ILLEGAL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# The attributes are JSON in which "--" is escaped, so the first "-->" ends the comment.
_BLOCK_COMMENT = re.compile(r"<!--\s*/?wp:[a-z0-9/-]+(?:\s(?:(?!-->).)*)?-->", re.DOTALL)
_EMPTY_BLOCK = re.compile(r"<!--\s*wp:(?P<name>[a-z0-9/-]+?)(?:\s(?:(?!-->).)*)?/-->", re.DOTALL)
_CAPTION = re.compile(r"\[caption[^\]]*\](?P<inner>.*?)\[/caption\]", re.DOTALL)
_EMBED = re.compile(r"\[embed[^\]]*\](?P<url>[^\[]*)\[/embed\]")
_GALLERY = re.compile(r"\[gallery(?P<attributes>[^\]]*)\]")
_SHORTCODE = re.compile(r"\[/?(?P<name>[a-z][a-z0-9_-]{2,30})(?:\s[^\]]*)?/?\]")
_BLOCK_TAGS = (
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|figcaption|footer|form|"
    "h[1-6]|"
    "header|hr|iframe|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_STARTS_WITH_BLOCK = re.compile(rf"^\s*</?(?:{_BLOCK_TAGS})\b", re.IGNORECASE)


class NotAWordPressExport(ValueError):
    """The file cannot be read as a WordPress export. The message says where it breaks."""


class _LegalText:
    """A file without the control characters that XML forbids and old databases hold."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def read(self, size: int = -1) -> bytes:
        return _ILLEGAL.sub(b"", self.file.read(size))


def read_export(file: IO[bytes]) -> ImportedSite:
    """Return what an export holds.

    :raises NotAWordPressExport: it is not one, or it is broken
    """
    site = ImportedSite(source="")
    items: list[Element] = []
    try:
        for _event, element in iterparse(_LegalText(file), events=["end"]):
            name = _local(element)
            if name == "base_blog_url" or (name == "base_site_url" and not site.source):
                site.source = (element.text or "").strip().rstrip("/")
            elif name == "author" and _child(element, "author_login"):
                _author(element, site)
            elif name == "item":
                items.append(element)
    except ParseError as error:
        raise NotAWordPressExport(f"The file is not well-formed XML: {error}.") from error
    except DefusedXmlException as error:
        raise NotAWordPressExport(
            "The file declares entities, which an export never does."
        ) from error
    if not site.source and not items:
        raise NotAWordPressExport("The file is XML, but not a WordPress export.")
    _items(items, site)
    return site


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Element, name: str) -> str:
    """Return the text of the first child of this name, whichever version its namespace has."""
    return next(((child.text or "").strip() for child in element if _local(child) == name), "")


def _encoded(element: Element, kind: str) -> str:
    """Return ``content:encoded`` or ``excerpt:encoded``: the same name in two namespaces."""
    return next(
        (child.text or "" for child in element if _local(child) == "encoded" and kind in child.tag),
        "",
    )


def _meta(element: Element) -> dict[str, str]:
    return {
        _child(child, "meta_key"): _child(child, "meta_value")
        for child in element
        if _local(child) == "postmeta"
    }


def _author(element: Element, site: ImportedSite) -> None:
    login = _child(element, "author_login")
    full = f"{_child(element, 'author_first_name')} {_child(element, 'author_last_name')}".strip()
    name = _child(element, "author_display_name") or full or login
    site.authors[login] = ImportedAuthor(login, name)
    site.found["authors"] += 1


def _items(items: list[Element], site: ImportedSite) -> None:
    """Pictures first: a text may come before the picture that it shows."""
    for item in items:
        if _child(item, "post_type") == "attachment":
            _attachment(item, site)
    for item in items:
        kind = _child(item, "post_type")
        comments = [c for c in item if _local(c) == "comment"]
        notes = sum(1 for c in comments if _child(c, "comment_type") == "note")
        site.found["comments"] += len(comments) - notes
        site.found["private notes"] += notes
        if kind in TEXTS:
            _text(item, site)
        elif kind != "attachment":
            site.found[f"items of type {kind or 'none'}"] += 1
            site.left_out[f"items of type {kind or 'none'}"] += 1
    for name in ("comments", "private notes"):
        if site.found[name]:
            site.left_out[f"{name} (they stay in the file)"] += site.found[name]


def _attachment(item: Element, site: ImportedSite) -> None:
    meta, url = _meta(item), _child(item, "attachment_url")
    site.found["pictures and files"] += 1
    title = _child(item, "title")
    alt = meta.get("_wp_attachment_image_alt", "")
    site.pictures[_child(item, "post_id")] = ImportedPicture(
        source_id=_child(item, "post_id"),
        url=url,
        title=title or unquote(urlsplit(url).path.rpartition("/")[2]),
        alt="" if alt == title else alt,
        caption=_encoded(item, "excerpt").strip(),
        parent_id=_child(item, "post_parent"),
    )


def _text(item: Element, site: ImportedSite) -> None:
    kind, status = _child(item, "post_type"), _child(item, "status")
    site.found[f"{kind}s"] += 1
    if status not in LIVE | DRAFTS:
        site.left_out[f"{kind}s with status {status}"] += 1
        return
    protected = bool(_child(item, "post_password"))
    meta = _meta(item)
    terms = list(_terms(item))
    html = _prepare(_encoded(item, "content"), _child(item, "post_id"), site)
    title = _words(_child(item, "title"))
    text = _words(_encoded(item, "excerpt"))
    login = _child(item, "creator")
    if login and login not in site.authors:
        site.authors[login] = ImportedAuthor(login, login)
    site.texts.append(
        ImportedText(
            source_id=_child(item, "post_id"),
            is_page=kind == "page",
            title=title[:255] or "Untitled",
            slug=unquote(_child(item, "post_name")),
            summary=text[:300],
            fate=Fate.LIVE if status in LIVE and not protected else Fate.DRAFT,
            published_at=_moment(item) if status in LIVE else None,
            author=login,
            old_path=_old_path(_child(item, "link")),
            parent_id="" if _child(item, "post_parent") == "0" else _child(item, "post_parent"),
            categories=tuple(t for domain, t in terms if domain == "category"),
            tags=tuple(t for domain, t in terms if domain in {"post_tag", "tag"}),
            hero_id=meta.get("_thumbnail_id", ""),
            blocks=tuple(to_blocks(html, site.left_out)),
        )
    )


def _words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())


def _terms(item: Element) -> Iterator[tuple[str, ImportedTerm]]:
    for child in item:
        if _local(child) == "category" and child.get("domain") and child.get("nicename"):
            name = unescape((child.text or "").strip())
            yield str(child.get("domain")), ImportedTerm(unquote(str(child.get("nicename"))), name)


def _moment(item: Element) -> datetime | None:
    """Return the UTC time of publication; the site-local one only where UTC is missing."""
    for name in ("post_date_gmt", "post_date"):
        try:
            return datetime.strptime(_child(item, name), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _old_path(link: str) -> str:
    """Return the path that readers know; a draft's ``?p=12`` is none."""
    parts = urlsplit(link)
    return "" if parts.query or parts.path in {"", "/"} else unquote(parts.path)


def _prepare(content: str, text_id: str, site: ImportedSite) -> str:
    """Return plain HTML: block comments and shortcodes resolved, implied paragraphs marked."""
    for name in _EMPTY_BLOCK.findall(content):
        site.left_out[f"block {name} (made by WordPress when shown)"] += 1
    is_blocks = "<!-- wp:" in content
    content = _EMPTY_BLOCK.sub("", content)
    content = _BLOCK_COMMENT.sub("", content)
    content = re.sub(r"<!--\s*(more|nextpage)\b.*?-->", "", content)
    content = _CAPTION.sub(_figure, content)
    content = _EMBED.sub(lambda m: f"\n\n{m['url'].strip()}\n\n", content)
    content = _GALLERY.sub(lambda m: _gallery(m["attributes"], text_id, site), content)
    _count_shortcodes(content, site.left_out)
    return content if is_blocks else add_paragraphs(content)


def _figure(match: re.Match[str]) -> str:
    inner = match["inner"]
    picture = re.search(r"(?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:</a>)?", inner)
    if not picture:
        return inner
    words = (inner[: picture.start()] + inner[picture.end() :]).strip()
    return f"\n\n<figure>{picture[0]}<figcaption>{words}</figcaption></figure>\n\n"


def _gallery(attributes: str, text_id: str, site: ImportedSite) -> str:
    """A gallery that names no pictures shows those that were uploaded to its text."""
    ids = re.search(r'ids=["\']([\d, ]+)["\']', attributes)
    if ids:
        numbers = [number.strip() for number in ids[1].split(",")]
        pictures = [site.pictures[number] for number in numbers if number in site.pictures]
    else:
        pictures = [picture for picture in site.pictures.values() if picture.parent_id == text_id]
    if not pictures:
        site.left_out["[gallery] whose pictures are not in the file"] += 1
        return ""
    figures = "".join(
        f'<figure><img src="{escape(p.url)}" alt="{escape(p.alt)}">'
        f"<figcaption>{escape(p.caption)}</figcaption></figure>"
        for p in pictures
    )
    return f"\n\n<figure>{figures}</figure>\n\n"


def _count_shortcodes(content: str, left_out: Counter[str]) -> None:
    plain = re.sub(r"<(pre|code)\b.*?</\1>", "", content, flags=re.DOTALL)
    for match in _SHORTCODE.finditer(plain):
        if not match[0].startswith("[/"):
            left_out[f"shortcode [{match['name']}] (kept as text)"] += 1


def add_paragraphs(text: str) -> str:
    """Return classic content with its paragraphs marked: an empty line ends one, a line end breaks.

    What stands in ``pre`` is left as it is.
    """
    kept: list[str] = []

    def keep(match: re.Match[Any]) -> str:
        kept.append(match[0])
        return f"\n\n<pre data-kept='{len(kept) - 1}'></pre>\n\n"

    text = re.sub(
        r"<pre\b.*?</pre>", keep, text.replace("\r\n", "\n"), flags=re.DOTALL | re.IGNORECASE
    )
    text = re.sub(rf"(<(?:{_BLOCK_TAGS})\b[^>]*>)", r"\n\n\1", text, flags=re.IGNORECASE)
    text = re.sub(rf"(</(?:{_BLOCK_TAGS})>)", r"\1\n\n", text, flags=re.IGNORECASE)
    parts = []
    depth = 0
    for part in re.split(r"\n\s*\n", text):
        words = part.strip()
        opened = len(re.findall(rf"<(?:{_BLOCK_TAGS})\b(?![^>]*/>)", words, re.IGNORECASE))
        closed = len(re.findall(rf"</(?:{_BLOCK_TAGS})>", words, re.IGNORECASE))
        if words and not depth and not _STARTS_WITH_BLOCK.match(words):
            words = "<p>" + re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)\n", "<br>\n", words) + "</p>"
        depth = max(0, depth + opened - closed - len(re.findall(r"<hr\b", words)))
        parts.append(words)
    html = "\n".join(part for part in parts if part)
    return re.sub(r"<pre data-kept='(\d+)'></pre>", lambda m: kept[int(m[1])], html)
