"""What every page is: one template, served whole or in part, the same for every stranger."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from blog.web.caching import mark_public
from blog.web.htmx import page_or_part


class SitePage(Page):
    """A page of this site: fields and panels. What its template gets is the presenters' work.

    ``part`` is the name of the template partial that htmx may ask for.
    """

    part: ClassVar[str] = "content"

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

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or with its part for htmx; cacheable, for it knows no reader."""
        request.is_preview = False  # type: ignore[attr-defined]
        context = self.get_context(request, *args, **kwargs)
        response = page_or_part(request, self.get_template(request), self.part, context)
        return mark_public(response, tags=self.cache_tags())

    def cache_tags(self) -> tuple[str, ...]:
        """Name what this page shows, for caches that are purged by tag."""
        return (f"page:{self.pk}",)
