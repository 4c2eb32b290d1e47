"""Which pages of the site link to a post: they are told of before readers lose it."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

SHOWN = 10


@dataclass(frozen=True)
class Linking:
    """Public pages with a link to a post: how many, and the first of them as title and address."""

    number: int
    first: tuple[tuple[str, str], ...]


def get_linking(*, page: Page) -> Linking:
    """Return the pages for everybody whose public text links to a page."""
    kind = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.get_references_to(page).filter(base_content_type=kind)
    pages = [int(pk) for pk in references.values_list("object_id", flat=True).distinct()]
    if not pages:
        return Linking(0, ())
    found = Page.objects.live().public().filter(pk__in=pages).exclude(pk=page.pk)
    first = found.order_by("-first_published_at", "-pk")[:SHOWN]
    return Linking(found.count(), tuple((each.title, each.get_url() or "") for each in first))
