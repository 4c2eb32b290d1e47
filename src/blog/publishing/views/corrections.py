"""What was corrected, for everybody: a page, and a feed of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.content import selectors as content
from blog.content.feed_formats import NotesFeed
from blog.content.presenters import metadata
from blog.content.presenters.feed_links import FeedLink, feed_links
from blog.content.rules.syndication import text_for_xml
from blog.publishing.presenters.comparison import present_difference
from blog.publishing.selectors import corrections
from blog.web.addresses import absolute
from blog.web.caching import public_page
from blog.web.htmx import page_or_part

ATOM = "application/atom+xml"


@require_safe
@public_page
def show_corrections(request: HttpRequest) -> HttpResponse:
    """Show what was corrected, the newest first."""
    number = content.page_number(request.GET.get("page"))
    feed_url = reverse("corrections:feed")
    context = {
        "list": corrections.get_corrections(number=number, base_url=request.path),
        "feed_url": feed_url,
        "meta": metadata.for_corrections(request.path),
        "feed_links": (FeedLink(_("Corrections"), "Atom", feed_url, ATOM), *feed_links()),
    }
    return page_or_part(request, "publishing/corrections.html", "content", context)


@require_safe
@public_page
def show_difference(request: HttpRequest, release_id: int) -> HttpResponse:
    """Show the words before and after a correction."""
    found = corrections.get_difference(release_id=release_id)
    context = {
        "correction": found.correction,
        "comparison": present_difference(before=found.before, after=found.after),
        "meta": metadata.for_difference(found.correction.title, request.path),
    }
    return page_or_part(request, "publishing/difference.html", "content", context)


@require_safe
@public_page
def show_feed(request: HttpRequest) -> HttpResponse:
    """Answer with the newest corrections as Atom."""
    publication = content.get_publication().name
    feed = NotesFeed(
        title=text_for_xml(_("Corrections – %(name)s") % {"name": publication}),
        link=absolute(reverse("corrections:all")),
        description="",
        language=get_language(),
        feed_url=absolute(reverse("corrections:feed")),
    )
    for correction in corrections.get_corrections().corrections:
        address = f"{absolute(correction.url)}#{correction.anchor}"
        feed.add_item(
            title=text_for_xml(correction.title),
            link=address,
            description=escape(text_for_xml(correction.text)),
            unique_id=address,
            pubdate=correction.at,
            updateddate=correction.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{ATOM}; charset=utf-8")
