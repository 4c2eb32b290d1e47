"""What every page is: one template, served whole or in part, the same for every stranger."""

from datetime import timedelta
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from blog.content.models.restriction import PageRestriction
from blog.content.querysets import on_pages_at
from blog.content.rules import cache_tags
from blog.web.caching import mark_public
from blog.web.htmx import page_or_part
from blog.web.memory import remembered
from blog.web.prepared import Later, Prepared
from blog.web.shown import shows


@remembered
def site_roots() -> Any:
    """Return at which pages the addresses of all begin; no longer than Wagtail itself keeps it."""
    shows(until=timezone.now() + timedelta(hours=1))
    return Site.get_site_root_paths()


@cache
def _some_above(number: int) -> Prepared[int]:
    """Whether something is laid on one of so many pages, from the root to a page."""
    places = [Later.text(f"path_{n}") for n in range(number)]
    found = PageRestriction.objects.filter(on_pages_at(places)).order_by()
    return Prepared(lambda: found.values_list("pk", flat=True)[:1])


@cache
def _nothing() -> Any:
    """No restrictions: asked already, so that nobody builds a query to find none."""
    found = PageRestriction.objects.none()
    len(found)
    return found


class SitePage(Page):
    """A page of this site: fields and panels. What its template gets is the presenters' work.

    ``part`` is the name of the template partial that htmx may ask for.
    """

    part: ClassVar[str] = "content"
    found_open = False  # set on a page that was found at its address, and closed to nobody then

    social_title = models.CharField(_("title for sharing"), max_length=160, blank=True)
    social_description = models.CharField(_("description for sharing"), max_length=300, blank=True)
    social_image = models.ForeignKey(
        "content.SiteImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for sharing"),
        help_text=_("Without one a picture with the title is drawn."),
    )
    canonical_url = models.URLField(
        _("canonical address"),
        blank=True,
        help_text=_("Only if this text was first published elsewhere."),
    )

    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("canonical_url"),
            ],
            heading=_("Address and search engines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("social_title"),
                FieldPanel("social_description"),
                FieldPanel("social_image"),
            ],
            heading=_("When it is shared"),
        ),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context: Wagtail's, and what the presenters shape."""
        from blog.content import presenters

        return {
            **super().get_context(request, *args, **kwargs),
            **presenters.present(self, request),
        }

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find this page or one below; one that has expired is gone before the worker comes by."""
        if not path_components and self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with its part for htmx; cacheable, for it knows no reader."""
        request.is_preview = False  # type: ignore[attr-defined]
        context = self.get_context(request, *args, **kwargs)
        response = page_or_part(request, self.get_template(request), self.part, context)
        return mark_public(response, tags=self.cache_tags())

    def get_view_restrictions(self) -> Any:
        """Return what keeps strangers out of this page: by the same rule that lists follow."""
        if self.found_open:
            return _nothing()
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        places = {f"path_{n}": path for n, path in enumerate(above)}
        # Of most pages nothing is closed: that is asked with less work. A new one has no place yet.
        if not places or not _some_above(len(places))(**places):
            return _nothing()
        return PageRestriction.objects.filter(on_pages_at(above)).distinct()

    def _get_site_root_paths(self, cache_object: Any = None, **kwargs: Any) -> Any:
        """Look once where the site begins; Wagtail would ask the cache for each page.

        Outside of a request, whoever asks for many pages brings what remembers it: any object.
        """
        roots = getattr(cache_object, "_wagtail_cached_site_root_paths", None) or site_roots()
        if cache_object is not None:  # where Wagtail's redirects read it from
            cache_object._wagtail_cached_site_root_paths = roots
        return roots

    def cache_tags(self) -> tuple[str, ...]:
        """Name what this page shows, for caches that are purged by tag."""
        return (cache_tags.page(self.pk),)
