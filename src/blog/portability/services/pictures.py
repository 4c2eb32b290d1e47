"""The pictures of an old site: found, kept, and put where its texts show them."""

from collections.abc import Iterator
from html import escape
from typing import Any, cast
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from blog.content.models import SiteImage
from blog.errors import DomainError
from blog.portability.formats import ImportedPicture, ImportedSite, ImportedText, full_size
from blog.portability.services.media import MediaSource
from blog.portability.services.records import Records


class Pictures:
    """The pictures of one import. A rehearsal looks for them and keeps none."""

    def __init__(
        self, site: ImportedSite, media: MediaSource, records: Records, *, dry_run: bool
    ) -> None:
        self.site, self.media, self.records, self.dry_run = site, media, records, dry_run
        self.pictures_by_url = {full_size(p.url): p for p in site.pictures.values()}
        self.image_of: dict[str, SiteImage | None] = {}

    def bring(self, text: ImportedText) -> None:
        """Find and keep what a text shows, outside the transaction: it takes time."""
        hero = self.site.pictures.get(text.hero_id)
        named = [self._named(value) for value in _picture_values(text)] + ([hero] if hero else [])
        for picture in named:
            if picture.source_id not in self.image_of:
                self.image_of[picture.source_id] = self._picture(picture)

    def _named(self, value: dict[str, str]) -> ImportedPicture:
        """Return the picture of the file that an address means, whatever size it asks for."""
        url = full_size(value["url"])
        name = url.rpartition("/")[2] or "Picture"
        return self.pictures_by_url.get(url) or ImportedPicture(url[-200:], url, name, value["alt"])

    def _picture(self, picture: ImportedPicture) -> SiteImage | None:
        known = self.records.known("picture", picture.source_id, SiteImage)
        if known is not None:
            self.records.report.already_here["pictures"] += 1
            return known
        if self.dry_run:
            reach = (
                "pictures"
                if self.media.within_reach(url=picture.url)
                else "links to pictures out of reach"
            )
            self.records.report.created[reach] += 1
            return None
        content = self.media.find(url=picture.url)
        if content is None:
            self.records.report.left_out["pictures out of reach (links to them were kept)"] += 1
            return None
        try:
            file = ContentFile(content, name=picture.url.rpartition("/")[2][-100:])
            image = SiteImage.objects.create(
                title=picture.title[:255], file=file, description=picture.alt[:255]
            )
        except DomainError as refusal:
            self.records.report.left_out[f"pictures refused: {refusal}"] += 1
            return None
        with transaction.atomic():
            self.records.hold()
            known = self.records.known("picture", picture.source_id, SiteImage)
            if known is None:
                self.records.remember("picture", picture.source_id, image)
                return image
        image.delete()  # another import has brought it meanwhile
        self.records.report.already_here["pictures"] += 1
        return cast("SiteImage", known)

    def body(self, text: ImportedText) -> list[dict[str, Any]]:
        """Return a text's blocks as they are stored."""
        return [stored for block in text.blocks for stored in self._block(block)]

    def _block(self, block: dict[str, Any]) -> list[dict[str, Any]]:
        if block["type"] == "image":
            return [self._figure(block["value"])]
        if block["type"] == "gallery":
            blocks = [self._figure(item) for item in block["value"]["images"]]
            figures = [
                {"type": "item", "value": b["value"], "id": str(uuid4())}
                for b in blocks
                if b["type"] == "image"
            ]
            if len(figures) < 2:
                return blocks
            links = [b for b in blocks if b["type"] != "image"]
            value = {"images": figures, "caption": block["value"]["caption"]}
            return [{"type": "gallery", "value": value}, *links]
        return [block]

    def _figure(self, value: dict[str, str]) -> dict[str, Any]:
        """Return the picture's block; a link with its words where the picture is out of reach."""
        picture = self._named(value)
        image = self.image_of.get(picture.source_id)
        alt, caption = value["alt"] or picture.alt, value["caption"] or picture.caption
        if image is None:
            words = escape(caption or alt or picture.title)
            return {
                "type": "paragraph",
                "value": f'<p><a href="{escape(picture.url)}">{words}</a></p>',
            }
        shown = {"image": image.pk, "decorative": not alt, "alt_text": alt}
        return {"type": "image", "value": {"image": shown, "caption": caption[:300]}}


def _picture_values(text: ImportedText) -> Iterator[dict[str, str]]:
    for block in text.blocks:
        if block["type"] == "image":
            yield block["value"]
        elif block["type"] == "gallery":
            yield from block["value"]["images"]
