"""Foreign texts become pages: once, however often the import is run."""

import logging
from collections.abc import Callable
from typing import Any

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
    StandardPage,
    Tag,
)
from blog.content.models.conversation import CommentPolicy
from blog.portability.formats import (
    Fate,
    ImportedSite,
    ImportedTerm,
    ImportedText,
)
from blog.portability.services import comments
from blog.portability.services.media import MediaSource
from blog.portability.services.pictures import Pictures
from blog.portability.services.records import ImportReport, Records
from blog.publishing.services import release

logger = logging.getLogger(__name__)


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
        self.site, self.by = site, by
        self.everything_as_draft, self.say = everything_as_draft, say
        self.report = ImportReport(found=site.found, left_out=site.left_out)
        self.records = Records(site.source, self.report)
        self.pictures = Pictures(site, media, self.records, dry_run=dry_run)
        self.home = HomePage.objects.get(locale=Locale.get_default())
        self.posts = PostIndexPage.objects.get(locale=Locale.get_default())
        self.page_of: dict[str, Page] = {}

    def run(self) -> ImportReport:
        texts = self._parents_first()
        for number, text in enumerate(texts, 1):
            self.say(f"{number} of {len(texts)}: {text.title}")
            kind = "page" if text.is_page else "post"
            try:
                if self.records.known(kind, text.source_id, Page) is None:
                    self.pictures.bring(text)
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

    # Texts

    def _text(self, text: ImportedText, kind: str) -> None:
        known = self.records.known(kind, text.source_id, Page)
        if known is not None:
            self.page_of[text.source_id] = known
            self.report.already_here[f"{kind}s"] += 1
            self._comments(text, known)
            return
        page = self._page(text) if text.is_page else self._post(text)
        self.page_of[text.source_id] = page
        self.records.remember(kind, text.source_id, page)
        if text.fate is Fate.LIVE and not self.everything_as_draft:
            page = release.publish_now(page=page, by=self.by, at=text.published_at)
            self._redirect(text, page)
        else:
            page.save_revision(user=self.by)
            self.report.created["drafts"] += 1
        self._comments(text, page)

    def _comments(self, text: ImportedText, page: Page) -> None:
        if not text.is_page:
            comments.bring(text=text, post_id=page.pk, records=self.records)
        elif text.comments:
            self.report.left_out["comments on pages"] += len(text.comments)

    def _page(self, text: ImportedText) -> Page:
        parent = self.page_of.get(text.parent_id, self.home)
        parent = Page.objects.get(pk=parent.pk).specific
        page = StandardPage(
            title=text.title, slug=_free_slug(parent, text), summary=text.summary, live=False
        )
        page.body = self.pictures.body(text)
        return parent.add_child(instance=page)

    def _post(self, text: ImportedText) -> Page:
        parent = PostIndexPage.objects.get(pk=self.posts.pk)
        categories = [self._section(term) for term in text.categories[:1]]
        post = PostPage(
            title=text.title,
            slug=_free_slug(parent, text),
            summary=text.summary,
            body=self.pictures.body(text),
            section=categories[0] if categories else None,
            comment_policy=CommentPolicy.CLOSED if text.is_closed else CommentPolicy.INHERIT,
            live=False,
        )
        hero = self.site.pictures.get(text.hero_id)
        if hero:
            post.hero_image, post.hero_alt = self.pictures.image_of.get(hero.source_id), hero.alt
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
        known = self.records.known("author", key, Author)
        if known is None:
            name = self.site.authors[key].name[:120]
            slug = slugify(name) or slugify(key) or f"author-{key}"
            known = Author.objects.filter(slug=slug, name=name).first()
            if known is None:
                taken = Author.objects.filter(slug=slug).exists()
                known = Author.objects.create(
                    name=name, slug=f"{slug}-{slugify(key)}" if taken else slug
                )
            self.records.remember("author", key, known)
        return known

    def _section(self, term: ImportedTerm) -> SectionPage:
        known = self.records.known("section", term.slug, SectionPage)
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
            self.records.remember("section", term.slug, known)
        return known

    def _tag(self, term: ImportedTerm) -> Tag:
        known = self.records.known("tag", term.slug, Tag)
        if known is None:
            name = term.name.lstrip("#")[:100] or term.slug
            known, _ = Tag.objects.get_or_create(name=name)
            self.records.remember("tag", term.slug, known)
        return known


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
