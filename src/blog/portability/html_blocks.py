"""HTML of another system, made into our blocks. No database; nothing is fetched.

What has no block of ours keeps its words: a text is never lost because its box is unknown.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag

from blog.content.rules.embeds import find_embed
from blog.content.rules.sanitise import clean_author_html

Block = dict[str, Any]

_INLINE = {
    *("a", "abbr", "acronym", "b", "big", "br", "cite", "code", "del", "em", "i", "ins", "kbd"),
    *(
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ),
}
_RENAMED = {"acronym": "abbr", "big": "strong", "strike": "s", "tt": "code", "u": "em"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FLOWING = {"p", "ul", "ol", "dl", "address"}
_SILENT = {"script", "style", "noscript", "form", "input", "button", "select", "template"}
_ALONE = re.compile(r"^\s*https?://\S+\s*$")


def to_blocks(html: str, left_out: Counter[str]) -> list[Block]:
    """Return the HTML as blocks, in order. What is dropped is counted in ``left_out``."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(list(_RENAMED)):
        tag.name = _RENAMED[tag.name]
    return _join_paragraphs(_blocks(soup, left_out))


def _blocks(parent: Tag | BeautifulSoup, left_out: Counter[str]) -> Iterator[Block]:
    loose: list[str] = []
    for node in parent.children:
        if isinstance(node, Comment):
            continue
        if isinstance(node, NavigableString) or (
            isinstance(node, Tag) and node.name in _INLINE and not _pictures(node)
        ):
            loose.append(escape(str(node)) if isinstance(node, NavigableString) else str(node))
            continue
        yield from _loose_text(loose)
        loose = []
        if isinstance(node, Tag):
            yield from _block(node, left_out)
    yield from _loose_text(loose)


def _loose_text(parts: list[str]) -> Iterator[Block]:
    html = "".join(parts).strip()
    if html:
        yield _paragraph(f"<p>{html}</p>")


def _block(node: Tag, left_out: Counter[str]) -> Iterator[Block]:
    name = node.name
    if name in _SILENT:
        left_out[f"<{name}>"] += 1
    elif name in _HEADINGS:
        yield from _heading(node)
    elif name in {"img", "figure", "picture"} or (
        name in {"p", "a", "div"} and _is_only_picture(node)
    ):
        yield from _figure(node, left_out)
    elif name == "p" and _ALONE.match(node.get_text()):
        yield _address(node.get_text().strip(), left_out)
    elif name in _FLOWING:
        yield from _flow(node)
    elif name == "blockquote":
        yield from _quote(node)
    elif name == "pre":
        yield {
            "type": "code",
            "value": {"language": "text", "code": node.get_text().strip("\n"), "caption": ""},
        }
    elif name == "table":
        yield from _table(node, "")
    elif name == "hr":
        yield {"type": "divider", "value": None}
    elif name in {"iframe", "video", "audio", "embed", "object"}:
        yield from _player(node, left_out)
    else:
        yield from _blocks(node, left_out)


def _paragraph(html: str) -> Block:
    return {"type": "paragraph", "value": clean_author_html(html)}


def _flow(node: Tag) -> Iterator[Block]:
    """A paragraph or a list; pictures inside are taken out and follow it."""
    images = _pictures(node)
    pictures = [_picture(image) for image in images]
    for image in images:
        image.decompose()
    if node.name == "address":
        node.name = "p"
    if node.get_text().strip():
        yield _paragraph(str(node))
    for picture in pictures:
        yield {"type": "image", "value": picture}


def _heading(node: Tag) -> Iterator[Block]:
    text = " ".join(node.get_text().split())
    if text:
        level = "2" if node.name in {"h1", "h2"} else "3"
        yield {"type": "heading", "value": {"text": text[:160], "level": level, "anchor": ""}}


def _pictures(node: Tag) -> list[Tag]:
    return [one for one in node.descendants if isinstance(one, Tag) and one.name == "img"]


def _is_only_picture(node: Tag) -> bool:
    return not node.get_text().strip() and len(_pictures(node)) == 1


def _picture(image: Tag, caption: str = "") -> dict[str, str]:
    return {"url": str(image.get("src", "")), "alt": str(image.get("alt", "")), "caption": caption}


def _caption(node: Tag) -> str:
    found = node.find("figcaption", recursive=False) or node.find("figcaption")
    return " ".join(found.get_text().split())[:300] if found else ""


def _figure(node: Tag, left_out: Counter[str]) -> Iterator[Block]:
    if node.name == "img":
        yield {"type": "image", "value": _picture(node)}
        return
    table, player = node.find("table"), node.find(["iframe", "video", "audio"])
    quote, pictures = node.find("blockquote"), _pictures(node)
    if isinstance(table, Tag):
        yield from _table(table, _caption(node))
    elif isinstance(player, Tag):
        yield from _player(player, left_out)
    elif isinstance(quote, Tag):
        yield from _quote(quote)
    elif len(pictures) > 1:
        inner = [
            _picture(image, _caption(image.find_parent("figure") or node)) for image in pictures
        ]
        own = node.find("figcaption", recursive=False)
        caption = " ".join(own.get_text().split())[:300] if own else ""
        yield {"type": "gallery", "value": {"images": inner, "caption": caption}}
    elif pictures:
        yield {"type": "image", "value": _picture(pictures[0], _caption(node))}
    else:
        words = node.get_text().strip()
        if _ALONE.match(words):
            yield _address(words, left_out)
        else:
            yield from _blocks(node, left_out)


def _quote(node: Tag) -> Iterator[Block]:
    cite = node.find("cite")
    source = " ".join(cite.get_text().split())[:200] if isinstance(cite, Tag) else ""
    if isinstance(cite, Tag):
        cite.decompose()
    text = "\n".join(
        " ".join(part.split()) for part in node.get_text("\n").split("\n") if part.strip()
    )
    if text:
        value = {"text": text, "source": source, "cite_url": "", "language": ""}
        yield {"type": "quote", "value": value}


def _table(node: Tag, caption: str) -> Iterator[Block]:
    rows = [
        [" ".join(cell.get_text().split()) for cell in row.find_all(["td", "th"])]
        for row in node.find_all("tr")
    ]
    rows = [row for row in rows if row]
    if not rows:
        return
    first = node.find("tr")
    has_head = isinstance(first, Tag) and bool(first.find("th")) and not first.find("td")
    width = max(len(row) for row in rows)
    rows = [row + [""] * (width - len(row)) for row in rows]
    own = node.find("caption")
    yield {
        "type": "table",
        "value": {
            "caption": (own.get_text().strip() if own else caption) or "Table",
            "header_column": any(row.find("th") and row.find("td") for row in node.find_all("tr")),
            "table": {
                "caption": "",
                "columns": [
                    {"type": "text", "heading": h} for h in (rows[0] if has_head else [""] * width)
                ],
                "rows": [{"values": row} for row in (rows[1:] if has_head else rows)],
            },
        },
    }


def _player(node: Tag, left_out: Counter[str]) -> Iterator[Block]:
    inner = node.find("source")
    address = str(node.get("src") or (inner.get("src") if isinstance(inner, Tag) else "") or "")
    if address:
        yield _address(address, left_out)
    else:
        left_out[f"<{node.name}> without an address"] += 1


def _address(address: str, left_out: Counter[str]) -> Block:
    """A video that we can show, else a link, so that nothing is lost."""
    video = re.sub(r"^http:", "https:", address)
    frame = re.match(r"https://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})", video)
    if frame:
        video = f"https://www.youtube.com/watch?v={frame[1]}"
    player = re.match(r"https://player\.vimeo\.com/video/(\d+)", video)
    if player:
        video = f"https://vimeo.com/{player[1]}"
    embed = find_embed(video)
    if embed:
        return {"type": "embed", "value": {"url": video, "title": f"Video on {embed.provider}"}}
    left_out["media that became a link"] += 1
    return _paragraph(f'<p><a href="{escape(address)}">{escape(address)}</a></p>')


def _join_paragraphs(blocks: Iterator[Block]) -> list[Block]:
    """Make one block of paragraphs that follow each other."""
    joined: list[Block] = []
    for block in blocks:
        if block["type"] == "paragraph" and not block["value"].strip():
            continue
        if block["type"] == "paragraph" and joined and joined[-1]["type"] == "paragraph":
            joined[-1] = {"type": "paragraph", "value": joined[-1]["value"] + block["value"]}
        else:
            joined.append(block)
    return joined
