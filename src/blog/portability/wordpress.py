"""WordPress exports (WXR 1.0 to 1.2), read piece by piece. No database; nothing is fetched.

Facts about the format are from the exporter's and the importer's source, WordPress 7.1.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from typing import IO
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

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
from blog.portability.wordpress_comments import read_comments
from blog.portability.wordpress_elements import (
    Texts,
    encoded_text,
    local_name,
    plain_words,
    utc_moment,
)
from blog.portability.wordpress_paragraphs import add_paragraphs

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
            name = local_name(element)
            if name == "base_blog_url" or (name == "base_site_url" and not site.source):
                site.source = (element.text or "").strip().rstrip("/")
            elif name == "author" and (texts := Texts(element))["author_login"]:
                _author(texts, site)
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


def _meta(element: Element) -> dict[str, str]:
    lines = (Texts(child) for child in element if local_name(child) == "postmeta")
    return {line["meta_key"]: line["meta_value"] for line in lines}


def _author(texts: Texts, site: ImportedSite) -> None:
    login = texts["author_login"]
    names = (texts[f"author_{which}_name"] for which in ("first", "last"))
    name = texts["author_display_name"] or " ".join(names).strip() or login
    site.authors[login] = ImportedAuthor(login, name)
    site.found["authors"] += 1


def _items(items: list[Element], site: ImportedSite) -> None:
    """Pictures first: a text may come before the picture that it shows."""
    read = [(item, Texts(item)) for item in items]
    for item, texts in read:
        if texts["post_type"] == "attachment":
            _attachment(item, texts, site)
    for item, texts in read:
        kind = texts["post_type"]
        if kind in TEXTS:
            _text(item, texts, site)
        elif kind != "attachment":
            site.found[f"items of type {kind or 'none'}"] += 1
            site.left_out[f"items of type {kind or 'none'}"] += 1


def _attachment(item: Element, texts: Texts, site: ImportedSite) -> None:
    meta, url = _meta(item), texts["attachment_url"]
    site.found["pictures and files"] += 1
    title = texts["title"]
    alt = meta.get("_wp_attachment_image_alt", "")
    site.pictures[texts["post_id"]] = ImportedPicture(
        source_id=texts["post_id"],
        url=url,
        title=title or unquote(urlsplit(url).path.rpartition("/")[2]),
        alt="" if alt == title else alt,
        caption=encoded_text(item, "excerpt").strip(),
        parent_id=texts["post_parent"],
    )


def _text(item: Element, texts: Texts, site: ImportedSite) -> None:
    kind, status = texts["post_type"], texts["status"]
    site.found[f"{kind}s"] += 1
    if status not in LIVE | DRAFTS:
        site.left_out[f"{kind}s with status {status}"] += 1
        return
    protected = bool(texts["post_password"])
    meta = _meta(item)
    terms = list(_terms(item))
    html = _prepare(encoded_text(item, "content"), texts["post_id"], site)
    title = plain_words(texts["title"])
    summary = plain_words(encoded_text(item, "excerpt"))
    login = texts["creator"]
    parent = texts["post_parent"]
    posted = utc_moment(texts, "post_date")
    if login and login not in site.authors:
        site.authors[login] = ImportedAuthor(login, login)
    site.texts.append(
        ImportedText(
            source_id=texts["post_id"],
            is_page=kind == "page",
            title=title[:255] or "Untitled",
            slug=unquote(texts["post_name"]),
            summary=summary[:300],
            fate=Fate.LIVE if status in LIVE and not protected else Fate.DRAFT,
            published_at=posted if status in LIVE else None,
            author=login,
            old_path=_old_path(texts["link"]),
            parent_id="" if parent == "0" else parent,
            categories=tuple(t for domain, t in terms if domain == "category"),
            tags=tuple(t for domain, t in terms if domain in {"post_tag", "tag"}),
            hero_id=meta.get("_thumbnail_id", ""),
            blocks=tuple(to_blocks(html, site.left_out)),
            is_closed=texts["comment_status"] == "closed",
            comments=read_comments(item, posted, site),
        )
    )


def _terms(item: Element) -> Iterator[tuple[str, ImportedTerm]]:
    for child in item:
        if local_name(child) == "category" and child.get("domain") and child.get("nicename"):
            name = unescape((child.text or "").strip())
            yield str(child.get("domain")), ImportedTerm(unquote(str(child.get("nicename"))), name)


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
