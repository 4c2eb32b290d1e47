"""Sections, and other pages that are no posts, as strangers may see them."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Q
from django.utils import timezone
from wagtail.models import Page

from blog.content.models import SectionPage
from blog.content.querysets import closed_to
from blog.web.once import once_a_request


def open_pages(model: type[Page]) -> Any:
    """Return the pages of a type, not posts, that strangers may see."""
    pages = model.objects.live().filter(~Exists(closed_to(None)))
    return pages.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


@once_a_request
def open_sections() -> dict[int, datetime | None]:
    """Return by id when each section ends that strangers may see; of most that is never."""
    return dict(open_pages(SectionPage).values_list("pk", "expire_at"))
