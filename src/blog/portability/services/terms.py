"""The authors, sections and tags of an old site: each is here once, whatever texts name it."""

from collections.abc import Callable
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from blog.content.models import Author, HomePage, SectionPage, Tag
from blog.portability.formats import ImportedSite, ImportedTerm
from blog.portability.services.records import AT_ONCE, Records
from blog.publishing.services import release

MODELS: dict[str, Any] = {"author": Author, "section": SectionPage, "tag": Tag}


class Terms:
    """The authors and terms of one import. They stay, whatever becomes of a text of theirs."""

    def __init__(self, site: ImportedSite, records: Records, *, home: HomePage, by: Any) -> None:
        self.site, self.records, self.home, self.by = site, records, home, by
        self.known: dict[tuple[str, str], Any] = {}

    def author(self, key: str) -> Author:
        """Return the author whom texts call so; made, if they are not here yet."""
        return self._once("author", key, Author, lambda: self._new_author(key))

    def section(self, term: ImportedTerm) -> SectionPage:
        """Return the section that a category becomes; public from now on, if it is new."""
        return self._once("section", term.slug, SectionPage, lambda: self._new_section(term))

    def tag(self, term: ImportedTerm) -> Tag:
        """Return the tag that a term becomes; made, if it is not here yet."""
        name = term.name.lstrip("#")[:100] or term.slug
        return self._once("tag", term.slug, Tag, lambda: Tag.objects.get_or_create(name=name)[0])

    def forget_what_is_gone(self) -> None:
        """Let what somebody has deleted since be made again when it is next asked for."""
        for kind, model in MODELS.items():
            kept = {key: one.pk for key, one in self.known.items() if key[0] == kind}
            there: set[int] = set()
            for pks in batched(kept.values(), AT_ONCE, strict=False):
                there.update(model.objects.filter(pk__in=pks).values_list("pk", flat=True))
            for key, pk in kept.items():
                if pk not in there:
                    del self.known[key]

    def _once[T](self, kind: str, key: str, model: type[T], make: Callable[[], T]) -> T:
        found: T | None = self.known.get((kind, key))
        if found is None:
            with transaction.atomic():
                self.records.hold()
                found = self.records.known(kind, key, model)
                if found is None:
                    found = make()
                    self.records.remember(kind, key, found)
            self.known[kind, key] = found
        return found

    def _new_author(self, key: str) -> Author:
        name = self.site.authors[key].name[:120]
        slug = slugify(name) or slugify(key) or f"author-{key}"
        known = Author.objects.filter(slug=slug, name=name).first()
        if known is not None:
            return known
        taken = Author.objects.filter(slug=slug).exists()
        return Author.objects.create(name=name, slug=f"{slug}-{slugify(key)}" if taken else slug)

    def _new_section(self, term: ImportedTerm) -> SectionPage:
        known = SectionPage.objects.child_of(self.home).filter(slug=slugify(term.slug)).first()
        if known is not None:
            return known
        home = HomePage.objects.get(pk=self.home.pk)
        slug = slugify(term.slug, allow_unicode=True) or "section"
        if not Page._slug_is_available(slug, home):
            slug = f"section-{slug}"
        section: SectionPage = home.add_child(
            instance=SectionPage(title=term.name[:255], slug=slug, live=False)
        )
        release.publish_now(page=section, by=self.by)
        return section
