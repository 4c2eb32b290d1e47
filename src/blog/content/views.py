"""Lists that are not pages of the tree: tag, author, series, archive, search."""

from collections.abc import Callable, Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from blog.content import selectors
from blog.content.forms.search import SearchForm
from blog.content.presenters import metadata
from blog.content.presenters.feed_links import SITE, feed_links, feed_url
from blog.content.querysets import PostQuerySet
from blog.content.rules import cache_tags
from blog.content.rules.limits import SEARCHES
from blog.content.selectors import CardPage, ListName, Subject
from blog.errors import NotFound
from blog.web.caching import public_page
from blog.web.htmx import page_or_part
from blog.web.limits import take
from blog.web.network import network_of
from blog.web.shown import shows


@require_safe
@public_page
def show_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the posts with a tag."""
    tag = selectors.get_tag(slug)
    cards = _page_of(
        request,
        lambda many: selectors.readable_posts().tagged(tag, many=many).newest_first(),
        (cache_tags.posts_of("tag", tag.pk),),
        of=("tag", tag.pk),
    )
    context = {"tag": tag, "meta": metadata.for_tag(tag, cards)}
    return _list(request, "content/tag.html", cards, context, Subject("tag", tag.name, slug))


@require_safe
@public_page
def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an author and their posts."""
    author = selectors.get_author(slug)
    cards = _page_of(
        request,
        lambda many: selectors.readable_posts().by(author, many=many).newest_first(),
        (cache_tags.posts_of("author", author.pk),),
        of=("author", author.pk),
    )
    context = {
        "author": author,
        "portrait": selectors.portrait_of(author),
        "meta": metadata.for_author(author, cards),
    }
    subject = Subject("author", author.name, slug)
    return _list(request, "content/author.html", cards, context, subject)


@require_safe
@public_page
def show_series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series in its order."""
    series = selectors.get_series(slug)
    cards = _page_of(
        request,
        lambda _many: selectors.readable_posts(few=True).in_series(series),
        (cache_tags.posts_of("series", series.pk),),
        is_newest_first=False,
    )
    context = {"series": series, "meta": metadata.for_series(series, cards)}
    subject = Subject("series", series.name, slug)
    return _list(request, "content/series.html", cards, context, subject)


@require_safe
@public_page
def show_archive(
    request: HttpRequest, year: int | None = None, month: int | None = None
) -> HttpResponse:
    """Show all months, or the posts of a year or a month."""
    if year is None:
        years = selectors.get_archive()
        context = {
            "years": years,
            "total": sum(one.posts for one in years),
            "meta": metadata.for_archive(request.path),
            "feed_links": feed_links(),
        }
        return page_or_part(request, "content/archive.html", "content", context)
    shows(cache_tags.ALL_POSTS)
    if (month is not None and not 1 <= month <= 12) or not 1 < year < 9999:
        raise NotFound
    cards = _page_of(
        request,
        lambda _many: selectors.readable_posts().published_in(year, month).newest_first(),
        (cache_tags.ALL_POSTS, year, month),
    )
    first_day = date(year, month, 1) if month else None
    title = date_format(first_day, "YEAR_MONTH_FORMAT") if first_day else str(year)
    meta = metadata.for_period(title, request.path, cards)
    return _list(
        request,
        "content/archive_list.html",
        cards,
        {"year": year, "month": first_day, "meta": meta},
    )


def _page_of(
    request: HttpRequest,
    find: Callable[[bool], PostQuerySet],
    named: ListName,
    *,
    is_newest_first: bool = True,
    of: tuple[str, int] | None = None,
) -> CardPage:
    return selectors.page_of(
        find,
        number=selectors.page_number(request.GET.get("page")),
        base_url=request.path,
        named=named,
        is_newest_first=is_newest_first,
        of=of,
    )


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Find posts; without a question show the form alone.

    htmx gets the results on their own, or from the second page on the list that continues them.
    """
    form = SearchForm(request.GET)
    shows(cache_tags.ALL_POSTS)  # kept without a question only: what is asked has no end
    context: dict[str, object] = {
        "form": form,
        "meta": metadata.for_search(form.data.get("q", ""), request.path),
        "feed_links": feed_links(),
    }
    if not form.is_valid():
        return page_or_part(request, "content/search.html", "results", context, status=422)
    if not (form.query or form.filters):
        return page_or_part(request, "content/search.html", "results", context)
    if network := network_of(request):
        take(SEARCHES, network)
    number = selectors.page_number(request.GET.get("page"))
    context["results"] = selectors.get_search_results(
        query=form.query,
        filters=form.filters,
        number=number,
        base_url=request.path,
        parameters=form.parameters,
    )
    part = "river" if number > 1 else "results"
    return page_or_part(request, "content/search.html", part, context)


def _list(
    request: HttpRequest,
    template: str,
    cards: CardPage,
    context: Mapping[str, object],
    subject: Subject = SITE,
) -> HttpResponse:
    feeds: dict[str, object] = {"feed_links": feed_links(subject)}
    if subject != SITE:
        feeds["feed_url"] = feed_url(subject)
    return page_or_part(request, template, "river", {**context, **feeds, "list": cards})
