"""Making a draft public, and taking it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page


@transaction.atomic
def publish_now(*, page: Page, by: Any, at: datetime | None = None) -> Page:
    """Make the page's present text public and return the page.

    ``at`` is the moment of first publication where it is not this one: for a text that came out
    earlier, elsewhere or in an import. ``by`` is the account that does it, or None for the system.
    """
    revision = page.save_revision(user=by)
    revision.publish(user=by)
    if at is not None:
        Page.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    page.refresh_from_db()
    return page
