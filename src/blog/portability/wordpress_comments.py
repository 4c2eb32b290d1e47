"""Comments of a WordPress export. What was private there is never read here."""

import re
from datetime import datetime
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup
from markdownify import markdownify

from blog.portability.formats import CommentFate, ImportedComment, ImportedSite
from blog.portability.wordpress_elements import Texts, local_name, plain_words, utc_moment
from blog.portability.wordpress_paragraphs import add_paragraphs

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# Since WordPress 6.9 editors' notes are in the file among the comments, resolved ones as approved.
# Markup, entities, what Markdown would take for its own, and any space but one between two words.
_MEANS_SOMETHING = re.compile(r"[<>&*_\\]|[^\S ]|\s\s")
NOTE = "note"
COMMENT = {"", "comment"}
FATES = {
    "1": CommentFate.SHOWN,
    "trash": CommentFate.REJECTED,
    "post-trashed": CommentFate.REJECTED,
    "spam": CommentFate.REJECTED,
}


def read_comments(
    item: Element, posted: datetime | None, site: ImportedSite
) -> tuple[ImportedComment, ...]:
    """Return the comments on a text, as they stand in the file.

    One without a date has that of its text, ``posted``. What is no reader's comment (notes,
    pingbacks, reviews of a shop) is counted and left out.
    """
    found = []
    for element in item:
        if local_name(element) != "comment":
            continue
        texts = Texts(element)
        kind = texts["comment_type"]
        if kind == NOTE:
            site.found["private notes"] += 1
            site.left_out["private notes (never read)"] += 1
        elif kind not in COMMENT:
            site.found[f"comments of type {kind}"] += 1
            site.left_out[f"comments of type {kind}"] += 1
        else:
            site.found["comments"] += 1
            found.append(_comment(texts, posted))
    return tuple(found)


def _comment(texts: Texts, posted: datetime | None) -> ImportedComment:
    parent = texts["comment_parent"]
    return ImportedComment(
        source_id=texts["comment_id"],
        parent_id="" if parent == "0" else parent,
        author=plain_words(texts["comment_author"])[:150],
        written_at=utc_moment(texts, "comment_date") or posted,
        fate=FATES.get(texts["comment_approved"], CommentFate.WAITS),
        source=as_markdown(texts["comment_content"]),
    )


def as_markdown(html: str) -> str:
    """Return a comment's HTML as Markdown, with the paragraphs that WordPress makes of line ends.

    A heading becomes a line in bold; pictures, frames and scripts are dropped. Of what is nested
    deeper than anybody writes only the words are kept.
    """
    return without_markup(html) if not _MEANS_SOMETHING.search(html) else with_markup(html)


def without_markup(html: str) -> str:
    """Return a comment as Markdown that is one line of words, as most are."""
    return html.strip()


def with_markup(html: str) -> str:
    """Return a comment as Markdown, taken apart as HTML."""
    soup = BeautifulSoup(add_paragraphs(html), "html.parser")
    for tag in soup.find_all(["script", "style", "img", "iframe"]):
        tag.decompose()
    for tag in soup.find_all(HEADINGS):
        words = soup.new_tag("strong", string=tag.get_text())
        tag.name = "p"
        tag.clear()
        tag.append(words)
    try:
        text = markdownify(str(soup), bullets="-", wrap=False)
    except RecursionError:
        text = soup.get_text()
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
