"""The picture that stands for a post where its link is shared: drawn when nobody chose one."""

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO

import fontpkg
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, truetype

from blog.content.models import Accent, PostPage
from blog.content.pictures import SOCIAL_SIZE
from blog.content.rules.lettering import balanced_lines, cut_lines, one_line
from blog.content.selectors import get_publication, section_link
from blog.content.services import freshness

FOLDER = "social/"
DRAWING = 2  # count up when the drawing changes, so that every picture is drawn anew
AT_ONCE = 50

PAPER = "#fdfaf4"
INK = "#271d16"
INK_SOFT = "#564b42"
LINE = "#d9d3c9"
COLOURS = {Accent.VERMILION: ("#9c1d07", "#de3f20"), Accent.SEA: ("#005e5e", "#008c8d")}

# The mark, in the geometry of frontend/icons/galley-mark.svg: two words, a caret between them.
MARK = (
    ((0.5, 2.5), (4.7, 2.5), (4.7, 5), (0.5, 5)),
    ((11.3, 2.5), (15.5, 2.5), (15.5, 5), (11.3, 5)),
    ((8, 1.5), (14, 14.5), (10.8, 14.5), (8, 8.1), (5.2, 14.5), (2, 14.5)),
)

MARGIN = 84
WIDTH = SOCIAL_SIZE[0] - 2 * MARGIN
TITLE_TOP, TITLE_BOTTOM = 150, 488
TITLE_SIZES = range(104, 47, -8)
LEADING = 1.14
MOST_LINES = 5


@dataclass(frozen=True)
class SocialCard:
    """What is drawn, all of it: two cards that are equal look equal."""

    publication: str
    title: str
    section: str
    accent: str

    @property
    def digest(self) -> str:
        """A short name for what is drawn."""
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:16]


def refresh(*, post_id: int) -> str:
    """Bring a post's drawn picture in line with the post; return its name in the storage.

    There is one while strangers may read the post and nobody chose a picture for sharing, else
    none. The old one is deleted when the new one is in its place. Safe to run twice.
    """
    current = PostPage.objects.filter(pk=post_id).values_list("drawn_social_image", flat=True)
    old = current.first()
    if old is None:
        return ""
    card = _card_of(post_id)
    name = f"{FOLDER}{post_id}-{card.digest}.png" if card else ""
    if card and not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(draw(card=card)))
    if name != old:
        PostPage.objects.filter(pk=post_id).update(drawn_social_image=name)
        freshness.drawing_changed(post_id=post_id)
        transaction.on_commit(lambda: remove(name=old))
    return name


def refresh_some(*, after: int) -> int | None:
    """Bring the next few posts' pictures in line; return the last one's id, None at the end."""
    posts = PostPage.objects.visible_to(None).filter(pk__gt=after).order_by("pk")
    pks = list(posts.values_list("pk", flat=True)[:AT_ONCE])
    for pk in pks:
        refresh(post_id=pk)
    return pks[-1] if len(pks) == AT_ONCE else None


def remove(*, name: str) -> None:
    """Delete a drawn picture. Nothing else is ever deleted, and nothing missing is an error."""
    if name.startswith(FOLDER):
        default_storage.delete(name)


def draw(*, card: SocialCard) -> bytes:
    """Return a card as PNG.

    A title that is empty, or in a script that the typeface lacks, gives its place to the
    publication's name.
    """
    picture = Image.new("RGB", SOCIAL_SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    ink_accent, mark = COLOURS[Accent(card.accent)]

    pen.rectangle((0, 0, SOCIAL_SIZE[0], 11), fill=mark)
    if section := _settable(card.section):
        small = _face(34, weight=600)
        (line,) = cut_lines(section, width=WIDTH, most=1, ruler=small.getlength)
        pen.text((MARGIN, 112), line, font=small, fill=ink_accent, anchor="ls")

    lines, face = _set_title(_settable(card.title) or _settable(card.publication))
    leading = face.size * LEADING
    top = TITLE_TOP + (TITLE_BOTTOM - TITLE_TOP - leading * len(lines)) / 2
    for place, line in enumerate(lines):
        baseline = top + leading * place + face.size * 0.86
        pen.text((MARGIN, baseline), line, font=face, fill=INK, anchor="ls")

    pen.rectangle((MARGIN, 517, MARGIN + WIDTH, 518), fill=LINE)
    _draw_mark(pen, left=MARGIN, bottom=572, size=34, colour=mark)
    if publication := _settable(card.publication):
        small = _face(36, weight=600)
        (line,) = cut_lines(publication, width=WIDTH - 54, most=1, ruler=small.getlength)
        pen.text((MARGIN + 54, 572), line, font=small, fill=INK_SOFT, anchor="ls")

    buffer = BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG")
    return buffer.getvalue()


def _card_of(post_id: int) -> SocialCard | None:
    readable = PostPage.objects.visible_to(None).filter(pk=post_id, social_image=None)
    post = readable.select_related("section").first()
    if post is None:
        return None
    publication = get_publication()
    return SocialCard(
        publication=publication.name,
        title=post.social_title or post.title,
        section=section.name if (section := section_link(post.section_id)) else "",
        accent=publication.accent,
    )


def _set_title(title: str) -> tuple[list[str], FreeTypeFont]:
    """Return the title's lines in the largest size that holds it whole, else its beginning."""
    if not title:
        return [], _face(TITLE_SIZES[-1], weight=600)
    for size in TITLE_SIZES:
        face = _face(size, weight=600)
        fits = int((TITLE_BOTTOM - TITLE_TOP) / (size * LEADING))
        lines = balanced_lines(title, width=WIDTH, most=min(fits, MOST_LINES), ruler=face.getlength)
        if lines is not None:
            return lines, face
    return cut_lines(title, width=WIDTH, most=MOST_LINES, ruler=face.getlength), face


def _settable(text: str) -> str:
    """Return a text without the symbols that the typeface lacks; empty if it lacks a letter."""
    line = one_line(text)
    face = _face(34, weight=600)
    missing = bytes(face.getmask("\U0010ffff"))
    lacking = {c for c in set(line) if not c.isspace() and bytes(face.getmask(c)) == missing}
    if any(c.isalnum() for c in lacking):
        return ""
    return one_line("".join(c for c in line if c not in lacking))


def _draw_mark(
    pen: ImageDraw.ImageDraw, *, left: float, bottom: float, size: float, colour: str
) -> None:
    """Draw the mark, as in frontend/icons/galley-mark.svg."""
    scale = size / 15
    for shape in MARK:
        points = [(left + (x - 0.5) * scale, bottom + (y - 14.5) * scale) for x, y in shape]
        pen.polygon(points, fill=colour)


@cache
def _face(size: int, *, weight: int) -> FreeTypeFont:
    """Return the typeface, its letterforms drawn for the size."""
    face = truetype(str(fontpkg.path("Source Serif 4")), size)
    face.set_variation_by_axes([weight, min(size, 60)])
    return face
