"""The newest comments as Atom, for everybody: of one conversation, and of all."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.comments.selectors.newest import NewestComment, get_newest_comments
from blog.comments.views.reading import readable_post
from blog.content import selectors as content
from blog.content.feed_formats import NotesFeed
from blog.content.rules.syndication import html_for_feeds, text_for_xml
from blog.web.addresses import absolute
from blog.web.caching import public_page

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
@public_page
def show_feed_of_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Answer with the newest comments under a post."""
    post = readable_post(post_id)
    return _feed(
        request,
        title=_("Comments on “%(title)s”") % {"title": post.title},
        link=f"{post.get_url()}#discussion",
        comments=get_newest_comments(post=post),
    )


@require_safe
@public_page
def show_feed_of_all(request: HttpRequest) -> HttpResponse:
    """Answer with the newest comments under all posts of the language."""
    publication = content.get_publication()
    return _feed(
        request,
        title=_("Comments – %(name)s") % {"name": publication.name},
        link=reverse("content:feeds"),
        comments=get_newest_comments(),
    )


def _feed(
    request: HttpRequest, *, title: str, link: str, comments: tuple[NewestComment, ...]
) -> HttpResponse:
    feed = NotesFeed(
        title=text_for_xml(title),
        link=absolute(link),
        description="",
        language=get_language(),
        feed_url=absolute(request.path),
    )
    for one in comments:
        words = _("%(name)s on “%(title)s”") % {"name": one.card.name, "title": one.post_title}
        feed.add_item(
            title=text_for_xml(words),
            link=absolute(one.card.url),
            description=html_for_feeds(one.card.html, page_url=absolute(one.card.url)),
            unique_id=absolute(one.card.url),
            author_name=text_for_xml(one.card.name),
            pubdate=one.card.written_at,
            updateddate=one.card.edited_at or one.card.written_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)
