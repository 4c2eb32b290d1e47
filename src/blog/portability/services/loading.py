"""Foreign texts become pages: once, however often the import is run."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from blog.content.models import (
    Author,
    Byline,
    HomePage,
    PostIndexPage,
    PostPage,
    SectionPage,
    SiteImage,
    StandardPage,
    Tag,
)
from blog.errors import DomainError
from blog.portability.formats import (
    Fate,
    ImportedPicture,
    ImportedSite,
    ImportedTerm,
    ImportedText,
    full_size,
)
from blog.portability.models import ImportedRecord
from blog.portability.services.media import MediaSource
from blog.publishing.services import release

logger = logging.getLogger(__name__)


@dataclass
class ImportReport:
    """What an import did, in numbers. ``problems`` names what failed, a line each."""

    found: Counter[str]
    left_out: Counter[str]
    created: Counter[str] = field(default_factory=Counter)
    already_here: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class _Rehearsed(Exception):
    """Ends a rehearsal, so that nothing of it stays."""


def load(
    *,
    site: ImportedSite,
    media: MediaSource,
    by: Any = None,
    everything_as_draft: bool = False,
    dry_run: bool = False,
    say: Callable[[str], None] = lambda _line: None,
) -> ImportReport:
    """Bring in a foreign site's texts, authors, terms and pictures; return what was done.

    What an earlier run brought is left as it is now, whatever somebody did with it since. A text
    that fails is reported and stops no other. With ``dry_run`` all of it is tried and undone;
    pictures are then looked for, not kept.
    """
    loader = _Loader(site, media, by, everything_as_draft, dry_run, say)
    if not dry_run:
        return loader.run()
    try:
        with transaction.atomic():
            loader.run()
            raise _Rehearsed
    except _Rehearsed:
        return loader.report


class _Loader:
    """One run of an import."""

    def __init__(
        self,
        site: ImportedSite,
        media: MediaSource,
        by: Any,
        everything_as_draft: bool,
        dry_run: bool,
        say: Callable[[str], None],
    ) -> None:
        self.site, self.media, self.by = site, media, by
        self.everything_as_draft, self.dry_run, self.say = everything_as_draft, dry_run, say
        self.report = ImportReport(found=site.found, left_out=site.left_out)
        self.home = HomePage.objects.get(locale=Locale.get_default())
        self.posts = PostIndexPage.objects.get(locale=Locale.get_default())
        self.pictures_by_url = {full_size(p.url): p for p in site.pictures.values()}
        self.page_of: dict[str, Page] = {}
        self.image_of: dict[str, SiteImage | None] = {}

    def run(self) -> ImportReport:
        texts = self._parents_first()
        for number, text in enumerate(texts, 1):
            self.say(f"{number} of {len(texts)}: {text.title}")
            kind = "page" if text.is_page else "post"
            try:
                if self._known(kind, text.source_id, Page) is None:
                    self._bring_pictures(text)
                with transaction.atomic():
                    self._text(text, kind)
            except Exception as error:
                logger.exception("An imported text failed")
                self.report.problems.append(f"{kind} {text.source_id} “{text.title}”: {error}")
        return self.report

    def _parents_first(self) -> list[ImportedText]:
        """Pages may stand before their parents in the file; here they come after."""
        by_id = {text.source_id: text for text in self.site.texts}
        ordered: dict[str, ImportedText] = {}

        def take(text: ImportedText, above: frozenset[str]) -> None:
            parent = by_id.get(text.parent_id)
            if parent and parent.source_id not in above:
                take(parent, above | {text.source_id})
            ordered.setdefault(text.source_id, text)

        for text in self.site.texts:
            take(text, frozenset())
        return list(ordered.values())

    # Records

    def _known(self, kind: str, source_id: str, model: Any) -> Any:
        record = ImportedRecord.objects.filter(
            source=self.site.source, kind=kind, source_id=source_id
        ).first()
        return model.objects.filter(pk=record.object_pk).first() if record else None

    def _remember(self, kind: str, source_id: str, thing: Any) -> None:
        ImportedRecord.objects.update_or_create(
            source=self.site.source,
            kind=kind,
            source_id=source_id,
            defaults={"object_pk": thing.pk},
        )
        self.report.created[f"{kind}s"] += 1

    # Texts

    def _text(self, text: ImportedText, kind: str) -> None:
        known = self._known(kind, text.source_id, Page)
        if known is not None:
            self.page_of[text.source_id] = known
            self.report.already_here[f"{kind}s"] += 1
            return
        page = self._page(text) if text.is_page else self._post(text)
        self.page_of[text.source_id] = page
        self._remember(kind, text.source_id, page)
        if text.fate is Fate.LIVE and not self.everything_as_draft:
            page = release.publish_now(page=page, by=self.by, at=text.published_at)
            self._redirect(text, page)
        else:
            page.save_revision(user=self.by)
            self.report.created["drafts"] += 1

    def _page(self, text: ImportedText) -> Page:
        parent = self.page_of.get(text.parent_id, self.home)
        parent = Page.objects.get(pk=parent.pk).specific
        page = StandardPage(
            title=text.title, slug=_free_slug(parent, text), summary=text.summary, live=False
        )
        page.body = self._body(text)
        return parent.add_child(instance=page)

    def _post(self, text: ImportedText) -> Page:
        parent = PostIndexPage.objects.get(pk=self.posts.pk)
        categories = [self._section(term) for term in text.categories[:1]]
        post = PostPage(
            title=text.title,
            slug=_free_slug(parent, text),
            summary=text.summary,
            body=self._body(text),
            section=categories[0] if categories else None,
            live=False,
        )
        hero = self.site.pictures.get(text.hero_id)
        if hero:
            post.hero_image, post.hero_alt = self.image_of.get(hero.source_id), hero.alt
        post.bylines = (  # type: ignore[misc]
            [Byline(author=self._author(text.author), sort_order=0)] if text.author else []
        )
        parent.add_child(instance=post)
        tags = [self._tag(term) for term in (*text.tags, *text.categories[1:])]
        if tags:
            post.tags.add(*tags)
            post.save()
        return post

    def _redirect(self, text: ImportedText, page: Page) -> None:
        """Lead the old address to the page, unless it is the page's own."""
        old = Redirect.normalise_path(text.old_path) if text.old_path else ""
        if not old or old == Redirect.normalise_path(page.get_url() or ""):
            return
        site = Site.objects.get(is_default_site=True)
        _, made = Redirect.objects.get_or_create(
            old_path=old, site=site, defaults={"redirect_page": page, "is_permanent": True}
        )
        if made:
            self.report.created["redirects"] += 1

    # People and terms

    def _author(self, key: str) -> Author:
        known = self._known("author", key, Author)
        if known is None:
            name = self.site.authors[key].name[:120]
            slug = slugify(name) or slugify(key) or f"author-{key}"
            known = Author.objects.filter(slug=slug, name=name).first()
            if known is None:
                taken = Author.objects.filter(slug=slug).exists()
                known = Author.objects.create(
                    name=name, slug=f"{slug}-{slugify(key)}" if taken else slug
                )
            self._remember("author", key, known)
        return known

    def _section(self, term: ImportedTerm) -> SectionPage:
        known = self._known("section", term.slug, SectionPage)
        if known is None:
            known = SectionPage.objects.child_of(self.home).filter(slug=slugify(term.slug)).first()
            if known is None:
                home = HomePage.objects.get(pk=self.home.pk)
                slug = slugify(term.slug, allow_unicode=True) or "section"
                if not Page._slug_is_available(slug, home):
                    slug = f"section-{slug}"
                known = home.add_child(
                    instance=SectionPage(title=term.name[:255], slug=slug, live=False)
                )
                release.publish_now(page=known, by=self.by)
            self._remember("section", term.slug, known)
        return known

    def _tag(self, term: ImportedTerm) -> Tag:
        known = self._known("tag", term.slug, Tag)
        if known is None:
            name = term.name.lstrip("#")[:100] or term.slug
            known, _ = Tag.objects.get_or_create(name=name)
            self._remember("tag", term.slug, known)
        return known

    # Pictures

    def _bring_pictures(self, text: ImportedText) -> None:
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
        known = self._known("picture", picture.source_id, SiteImage)
        if known is not None:
            self.report.already_here["pictures"] += 1
            return known
        if self.dry_run:
            reach = (
                "pictures"
                if self.media.within_reach(url=picture.url)
                else "links to pictures out of reach"
            )
            self.report.created[reach] += 1
            return None
        content = self.media.find(url=picture.url)
        if content is None:
            self.report.left_out["pictures out of reach (links to them were kept)"] += 1
            return None
        try:
            file = ContentFile(content, name=picture.url.rpartition("/")[2][-100:])
            image = SiteImage.objects.create(
                title=picture.title[:255], file=file, description=picture.alt[:255]
            )
        except DomainError as refusal:
            self.report.left_out[f"pictures refused: {refusal}"] += 1
            return None
        self._remember("picture", picture.source_id, image)
        return image

    def _body(self, text: ImportedText) -> list[dict[str, Any]]:
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


def _free_slug(parent: Page, text: ImportedText) -> str:
    wanted = (
        slugify(text.slug, allow_unicode=True)
        or slugify(text.title, allow_unicode=True)
        or f"text-{text.source_id}"
    )
    slug, number = wanted[:240], 2
    while not Page._slug_is_available(slug, parent):
        slug, number = f"{wanted[:240]}-{number}", number + 1
    return slug
