"""The small files that machines look for at fixed places."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.content import selectors
from blog.web.addresses import absolute
from blog.web.caching import mark_public, public_page
from blog.web.shown import shows

PRIVATE_PATHS = ("/admin/", "/accounts/", "/search/?")
SECURITY_TEXT_DAYS = 180  # RFC 9116 recommends less than a year
ICONS = (
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/icon-maskable-512.png", "512x512", "maskable"),
)


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Say what crawlers may fetch: everything but doors, accounts and search results."""
    lines = ["User-agent: *"]
    for prefix in _language_prefixes():
        lines += [f"Disallow: {prefix}{path}" for path in PRIVATE_PATHS]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}"]
    return _plain(lines)


@require_safe
@public_page
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a weakness (RFC 9116). Renews itself; the same all day."""
    contact = selectors.get_publication().contact_email or settings.DEFAULT_FROM_EMAIL
    midnight = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    shows(until=midnight + timedelta(days=1))
    expires = midnight + timedelta(days=SECURITY_TEXT_DAYS)
    return _plain(
        [
            f"Contact: mailto:{contact}",
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
            f"Canonical: {absolute(request.path)}",
        ]
    )


@require_safe
@public_page
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Give the publication's name and icons to browsers that keep it on a home screen."""
    publication = selectors.get_publication()
    manifest = {
        "name": publication.name,
        "short_name": publication.name[:30],
        "description": publication.description or publication.tagline,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "lang": settings.LANGUAGE_CODE,
        "dir": "auto",
        "display": "minimal-ui",
        "background_color": "#fdfaf4",
        "theme_color": "#fdfaf4",
        "icons": [
            {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send those who do not read the page's head to the icon."""
    return mark_public(HttpResponseRedirect(static("icons/favicon.ico")))


def _language_prefixes() -> list[str]:
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return ["", *(f"/{code}" for code in others)]


def _plain(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
