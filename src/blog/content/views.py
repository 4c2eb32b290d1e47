"""Lists that are not pages of the tree: tag, author, series, archive, search."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.content import selectors
from blog.content.forms import SearchForm
from blog.content.querysets import PostQuerySet
from blog.errors import NotFound
from blog.web.caching import public_page
from blog.web.htmx import page_or_part


@require_safe
@public_page
def show_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the posts with a tag."""
    tag = selectors.get_tag(slug)
    posts = selectors.readable_posts().tagged(tag).newest_first()
    return _list(request, "content/tag.html", posts, {"tag": tag})


@require_safe
@public_page
def show_author(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an author and their posts."""
    author = selectors.get_author(slug)
    posts = selectors.readable_posts().by(author).newest_first()
    context = {"author": author, "portrait": selectors.portrait_of(author)}
    return _list(request, "content/author.html", posts, context)


@require_safe
@public_page
def show_series(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a series in its order."""
    series = selectors.get_series(slug)
    return _list(
        request,
        "content/series.html",
        selectors.readable_posts().in_series(series),
        {"series": series},
    )


@require_safe
@public_page
def show_archive(
    request: HttpRequest, year: int | None = None, month: int | None = None
) -> HttpResponse:
    """Show all months, or the posts of a year or a month."""
    if year is None:
        years = selectors.get_archive()
        context = {"years": years, "total": sum(one.posts for one in years)}
        return page_or_part(request, "content/archive.html", "content", context)
    if (month is not None and not 1 <= month <= 12) or not 1 < year < 9999:
        raise NotFound
    posts = selectors.readable_posts().published_in(year, month).newest_first()
    first_day = date(year, month, 1) if month else None
    return _list(request, "content/archive_list.html", posts, {"year": year, "month": first_day})


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Find posts; without a question show the form alone.

    htmx gets the results on their own, or from the second page on the list that continues them.
    """
    form = SearchForm(request.GET)
    context: dict[str, object] = {"form": form, "meta": {"title": _("Search"), "robots": "noindex"}}
    if not form.is_valid():
        return page_or_part(request, "content/search.html", "results", context, status=422)
    if not (form.query or form.filters):
        return page_or_part(request, "content/search.html", "results", context)
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
    request: HttpRequest, template: str, posts: PostQuerySet, context: dict[str, object]
) -> HttpResponse:
    number = selectors.page_number(request.GET.get("page"))
    cards = selectors.page_of(posts, number=number, base_url=request.path)
    return page_or_part(request, template, "river", {**context, "list": cards})
