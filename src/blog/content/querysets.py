"""How posts are found, in the house's own words. A reader's surface begins with ``visible_to``."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, Subquery, Value, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, Mod, RowNumber, Substr
from django.utils import timezone
from wagtail.query import PageQuerySet

from blog.accounts.permissions import groups_that_count, is_in_every_group
from blog.web.prepared import Later

if TYPE_CHECKING:
    from blog.content.models import Author, SectionPage, Series, Tag


class PostQuerySet(PageQuerySet):
    """Posts, found the way the house talks about them."""

    def visible_to(self, user: Any = None, *, at: Any = None) -> Self:
        """Posts that this person may read now: live, not expired, in no private part of the site.

        ``user`` is None for a stranger. Drafts are never in it, not even an author's own: they are
        read in a preview. ``at`` is now; a prepared query gets it ``Later``.
        """
        return self.current(at=at).filter(open_to(user))

    def current(self, *, at: Any = None) -> Self:
        """Posts that are live and not expired, whether or not the worker has withdrawn them yet."""
        return self.live().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=at or timezone.now()))

    def open_to_everybody(self) -> Self:
        """Posts in no private part of the site, drafts among them."""
        return self.filter(open_to(None))

    def found_before(self, keys: Iterable[int | Later] | Later) -> Self:
        """Posts that ``visible_to`` found a moment ago, by their keys: to load what is shown.

        A prepared query gets the key of one of them ``Later``, or of each.
        """
        return self.filter(pk=keys) if isinstance(keys, Later) else self.filter(id__in=keys)

    def in_language(self, code: Any, *, few: bool = False) -> Self:
        """Posts written in this language, in a way that lets an index keep them in order.

        ``few``: there is something else by which SQLite finds them, and it shall begin with that.
        """
        from wagtail.models import Locale

        locale = Subquery(Locale.objects.filter(language_code=code).values("pk")[:1])
        if few:
            return self.alias(any_language=F("locale_id") + 0).filter(any_language=locale)
        return self.filter(locale_id=locale)

    def newest_first(self) -> Self:
        """By the moment of first publication, latest first; never ambiguous."""
        return self.order_by("-first_published_at", "-pk")

    def after(self, moment: datetime, pk: int) -> Self:
        """Posts that come after one in the order of ``newest_first``."""
        same_moment = Q(first_published_at=moment, pk__gte=pk)
        return self.filter(first_published_at__lte=moment).exclude(same_moment)

    def every(self, step: int) -> list[tuple[datetime, int]]:
        """Return when every so manieth post of ``newest_first`` came out, and its key."""
        order = [F("first_published_at").desc(), F("pk").desc()]
        numbered = self.order_by().annotate(number=Window(RowNumber(), order_by=order))
        marks = numbered.annotate(rest=Mod("number", Value(step))).filter(rest=0).order_by("number")
        return list(marks.values_list("first_published_at", "pk"))

    def totals(self, where: Q | None = None) -> Any:
        """How many posts there are, and when the first of them expires: one row.

        Of those ``where``, if it is said: the others are found as well, and not counted.
        """
        all_together = self.order_by().values(all=Value(1))
        told = all_together.annotate(
            number=Count("pk", filter=where), ends=Min("expire_at", filter=where)
        )
        return told.values_list("number", "ends")

    def oldest_first(self) -> Self:
        """By the moment of first publication, earliest first."""
        return self.order_by("first_published_at", "pk")

    # Of ``many`` posts the newest are found by going through all in order, instead of sorting them.

    def in_section(self, section: "SectionPage | Any", *, many: bool = False) -> Self:
        """Posts of a section."""
        if not many:
            return self.filter(section=section)
        key = getattr(section, "pk", section)
        return self.alias(no_index=F("section_id") + 0).filter(no_index=key)

    def tagged(self, tag: "Tag", *, many: bool = False) -> Self:
        """Posts with a tag."""
        if not many:
            return self.filter(tag_links__tag=tag)
        return self.filter(
            Exists(self._rows("tag_links").filter(content_object=OuterRef("pk"), tag=tag))
        )

    def by(self, author: "Author", *, many: bool = False) -> Self:
        """Posts that a person wrote, alone or with others."""
        if not many:
            return self.filter(bylines__author=author)
        lines = self._rows("bylines").filter(post=OuterRef("pk"), author=author)
        return self.filter(Exists(lines))

    def of(self, user: Any, *, one_by_one: bool = False) -> Self:
        """A person's own posts, drafts included: they began them, or their name stands over them.

        What "own" means in the table of roles, at the desk and in Wagtail alike. All that are
        theirs are found first; where few posts are looked at anyway, each is asked ``one_by_one``.
        """
        lines = self._rows("bylines").filter(author__user=user)
        if one_by_one:
            return self.filter(Q(owner=user) | Exists(lines.filter(post=OuterRef("pk"))))
        begun = self.model.objects.filter(owner=user).order_by().values("pk")
        return self.filter(pk__in=begun.union(lines.order_by().values("post")))

    def in_series(self, series: "Series") -> Self:
        """Posts of a series, in its order."""
        return self.filter(series=series).order_by("series_position", "first_published_at", "pk")

    def published_in(self, year: int, month: int | None = None) -> Self:
        """Posts first published in a year, or in one month of it (UTC)."""
        first = date(year, month or 1, 1)
        last = date(year + 1, 1, 1) if month is None or month == 12 else date(year, month + 1, 1)
        return self.filter(
            first_published_at__gte=_start_of(first), first_published_at__lt=_start_of(last)
        )

    def published_between(self, since: date | None, until: date | None) -> Self:
        """Posts first published from one day to another, both included (UTC); None is open."""
        posts = self
        if since:
            posts = posts.filter(first_published_at__gte=_start_of(since))
        if until and until < date.max:
            posts = posts.filter(first_published_at__lt=_start_of(until + timedelta(days=1)))
        return posts

    def for_cards(self) -> Self:
        """Load with each post what a card shows: two more queries, however many posts."""
        return (
            self.defer_streamfields()
            .select_related("hero_image")
            .prefetch_related(self._with("bylines", "author"), "hero_image__renditions")
        )

    def for_lines(self) -> Self:
        """Load of each post what a list of the desk shows, nothing of its body: one more query."""
        return (
            self.select_related("section")
            .only(*_SHOWN_IN_LINES)
            .prefetch_related(self._with("bylines", "author"))
        )

    def for_reading(self) -> Self:
        """Load with each post what its own page and a feed show beside its body and pictures."""
        return self.select_related(
            "section", "series", "locale", "hero_image", "social_image"
        ).prefetch_related(self._with("bylines", "author__picture"), self._with("tag_links", "tag"))

    def published_at(self, url_path: Any, *, slug: Any, at: Any = None) -> Self:
        """The live post at a place of the tree, which ends with its slug.

        Whether this reader may enter is asked for each page by Wagtail before it is served.
        """
        # Only slugs have an index: without it every page is read.
        found = self.current(at=at).filter(slug=slug, url_path=url_path).for_conversation()
        return found.order_by()[:1]

    def for_conversation(self) -> Self:
        """Load of each post where it is, and what its conversation goes by; not its text."""
        return self.select_related("section").only(*_NEEDED_TO_SERVE)

    def _with(self, relation: str, other: str) -> Prefetch[str, Any]:
        """Load a relation's rows, each joined with the row that it leads to: one query, not two."""
        return Prefetch(relation, self._rows(relation).select_related(other))

    def _rows(self, relation: str) -> Any:
        model: Any = self.model._meta.get_field(relation).related_model
        return model.objects.all()

    def for_results(self) -> Self:
        """Load with each post what a search result shows, and nothing of its body's blocks."""
        return self.select_related("search_entry").only(
            "title",
            "subtitle",
            "summary",
            "url_path",
            "first_published_at",
            "reading_minutes",
            "section_id",
            "search_entry__text",
        )

    def for_index(self) -> Self:
        """Live posts, those in private parts of the site too, with what the search index reads.

        Not for readers: what is found in the index is then asked for with ``visible_to``.
        """
        return self.live().select_related("locale")


# Of a post whose page is remembered: where it is, and what its conversation goes by.
_NEEDED_TO_SERVE = (
    *("title", "slug", "path", "depth", "url_path", "live", "expire_at", "first_published_at"),
    *("live_revision", "locale", "translation_key", "content_type"),
    *("comment_policy", "comment_moderation", "comments_close_after"),
    *("section__comment_policy", "section__comment_moderation", "section__comments_close_after"),
)

# Of a post in a list of the desk: where it stands, and where it is.
_SHOWN_IN_LINES = (
    *("title", "draft_title", "section__title", "url_path", "live", "has_unpublished_changes"),
    *("first_published_at", "latest_revision", "latest_revision_created_at"),
)


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def open_to(user: Any) -> Any:
    """Return the condition that a page lies in no private part that this person may not enter."""
    if user is None or not user.is_authenticated:
        return OpenToStrangers("path")
    return ~Exists(closed_to(user))


class OpenToStrangers(models.Func):
    """What ``~Exists(closed_to(None))`` says. Every list asks it, so its SQL is made only once."""

    output_field = models.BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        """Return the SQL, about the path of the page that is asked for."""
        path, _none = compiler.compile(self.source_expressions[0])
        closed, params = _closed_to_strangers(connection.alias)
        return f"(NOT EXISTS({closed.replace(_PATH, path)}))", params


_PATH = "the path of the page"


@cache
def _closed_to_strangers(database: str) -> tuple[str, tuple[Any, ...]]:
    path = RawSQL(_PATH, ())  # noqa: S611 - takes the place of a column
    query = closed_to(None, path=path).using(database).values("pk").query
    # Names of its own, so that none means a table of the query around it.
    query.change_aliases({name: f"closed_{name}" for name in query.alias_map})
    sql, params = query.get_compiler(database).as_sql()
    return sql, tuple(params)


def closed_to(user: Any, path: Any = None) -> Any:
    """Return the private parts of the site that a page lies in and this person may not enter.

    For use in ``Exists``. What stands elsewhere as an alias is as private as where it comes from.
    A password opens no list.
    """
    from wagtail.models import PageViewRestriction

    path = path or OuterRef("path")
    above = _is_above("page", path) | _is_above("page__aliases", path)
    parts = PageViewRestriction.objects.filter(above)
    if user is None or not user.is_authenticated:
        return parts
    closed = parts.exclude(restriction_type=PageViewRestriction.LOGIN)
    if is_in_every_group(user):
        return closed.exclude(restriction_type=PageViewRestriction.GROUPS)
    mine = PageViewRestriction.objects.filter(groups__in=groups_that_count(user))
    return closed.exclude(restriction_type=PageViewRestriction.GROUPS, pk__in=mine.values("pk"))


def on_pages_at(paths: list[Any]) -> Q:
    """Restrictions of the pages at these paths, and of those they are aliases of."""
    return Q(page__path__in=paths) | Q(page__aliases__path__in=paths)


def _is_above(name: str, path: Any) -> Q:
    """A page lies under another one, or is it, whose path is the beginning of its own."""
    return Q(**{f"{name}__path": Substr(path, 1, Length(f"{name}__path"))})


class TagQuerySet(models.QuerySet[Any]):
    """Tags, found the way the house talks about them."""

    def public(self) -> Self:
        """Tags that readers may see; internal ones are for the team."""
        return self.filter(is_internal=False)
