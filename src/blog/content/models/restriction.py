"""Who may enter a private part of the site, asked for one page before it is served."""

from typing import Any

from wagtail.models import PageViewRestriction

from blog.accounts.permissions import groups_that_count, is_in_every_group


class PageRestriction(PageViewRestriction):
    """Wagtail's row, which asks as lists do; see ``querysets.closed_to``.

    Wagtail's own question lets a superuser through whose role sleeps.
    """

    class Meta:
        proxy = True

    def accept_request(self, request: Any) -> bool:
        """Return whether whoever asks may enter."""
        if self.restriction_type != self.GROUPS:
            return bool(super().accept_request(request))
        return is_let_in(request.user, self)


def is_let_in(user: Any, restriction: Any) -> bool:
    """Return whether a person reads what is for some groups: pages, and documents alike."""
    if not user.is_authenticated:
        return False
    if is_in_every_group(user):
        return True
    return bool(groups_that_count(user).filter(pk__in=restriction.groups.values("pk")).exists())
