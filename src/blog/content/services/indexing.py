"""Keeping the search index in step with what is published. Everything here is safe to repeat."""

from collections.abc import Callable, Collection, Iterable
from itertools import batched, groupby
from operator import itemgetter

from django.db import connection, transaction

from blog.content.models import PostPage, SearchEntry, SearchWord
from blog.content.rules import cache_tags
from blog.content.rules.search_terms import tokens
from blog.web.purging import purge

BATCH = 250
MOST_CHARACTERS = (
    200_000  # of tokens a field; PostgreSQL keeps at most a megabyte of a text's index
)

_FIELDS = ("language", "title", "summary", "body", "words", "text")


@transaction.atomic
def index_post(*, post_id: int) -> bool:
    """Make a post findable as it is published now, or unfindable where it is not.

    Return whether it can be found.
    """
    return index_posts(post_ids=[post_id]) == 1


@transaction.atomic
def index_posts(*, post_ids: Collection[int]) -> int:
    """Make posts findable as they are published now, or not; return how many can be found."""
    posts = list(PostPage.objects.filter(pk__in=post_ids).for_index())
    SearchEntry.objects.filter(pk__in=set(post_ids).difference(post.pk for post in posts)).delete()
    _learn_words(_store(posts))
    return len(posts)


def forget_post(*, post_id: int) -> None:
    """Take a post out of the index; nothing happens where it is not in it."""
    SearchEntry.objects.filter(pk=post_id).delete()


def rebuild(*, say: Callable[[str], None] = lambda _line: None) -> int:
    """Index every published post and forget everything else; return how many were indexed.

    Readers can go on searching: posts are taken in batches, and an entry that is right is left
    alone. ``say`` is told about the progress.
    """
    keys = list(PostPage.objects.for_index().order_by("pk").values_list("pk", flat=True))
    used: set[tuple[str, str]] = set()
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            posts = PostPage.objects.filter(pk__in=keys[start : start + BATCH]).for_index()
            used |= _store(posts)
        say(f"{min(start + BATCH, len(keys))} of {len(keys)} posts")
    SearchEntry.objects.filter(post__live=False).delete()
    _keep_only_words(used)
    _mend_the_databases_own_index()
    return len(keys)


def entry_of(*, post: PostPage) -> SearchEntry:
    """Return what can be found of a post, not yet saved."""
    language = post.locale.language_code
    text = post.plain_text()
    words: dict[str, None] = {}

    def stems(source: str) -> str:
        found = tokens(source, language)
        words.update(dict.fromkeys(part.plain for part in found))
        return _cut(" ".join(part.stem for part in found))

    title = stems(post.title)
    summary = stems(f"{post.subtitle}\n{post.summary}")
    body = stems(text)
    return SearchEntry(
        post=post,
        language=language,
        title=title,
        summary=summary,
        body=body,
        words=_cut(" ".join(sorted(words))),
        text=text,
    )


def _store(posts: Iterable[PostPage]) -> set[tuple[str, str]]:
    """Save the entries that differ from what is kept; return the words of all of them."""
    entries = [entry_of(post=post) for post in posts]
    kept = SearchEntry.objects.in_bulk([entry.pk for entry in entries])
    if new := [entry for entry in entries if not _is_same(entry, kept.get(entry.pk))]:
        SearchEntry.objects.bulk_create(
            new, update_conflicts=True, unique_fields=["post"], update_fields=list(_FIELDS)
        )
        purge(cache_tags.FOUND)
    return {(entry.language, word) for entry in entries for word in entry.words.split()}


def _is_same(entry: SearchEntry, kept: SearchEntry | None) -> bool:
    return kept is not None and all(getattr(entry, f) == getattr(kept, f) for f in _FIELDS)


def _cut(tokens: str) -> str:
    """Return no more tokens than every database can index."""
    encoded = tokens.encode()
    if len(encoded) <= MOST_CHARACTERS:
        return tokens
    return encoded[:MOST_CHARACTERS].decode(errors="ignore").rpartition(" ")[0]


def _learn_words(words: set[tuple[str, str]]) -> None:
    """Add the words of posts that are new."""
    for language, of_language in groupby(sorted(words), key=itemgetter(0)):
        for chunk in batched((word for _language, word in of_language), BATCH, strict=False):
            known = SearchWord.objects.filter(language=language, word__in=chunk)
            missing = set(chunk).difference(known.values_list("word", flat=True))
            _add_words((language, word) for word in missing)


def _keep_only_words(used: set[tuple[str, str]]) -> None:
    """Make the list of words exactly this one."""
    rows = SearchWord.objects.values_list("language", "word", "pk")
    kept = {(language, word): pk for language, word, pk in rows.iterator()}
    _add_words(used.difference(kept))
    stale = [pk for pair, pk in kept.items() if pair not in used]
    for chunk in batched(stale, BATCH, strict=False):
        SearchWord.objects.filter(pk__in=chunk).delete()


def _add_words(words: Iterable[tuple[str, str]]) -> None:
    """Add words in a fixed order; another process may be adding the same."""
    SearchWord.objects.bulk_create(
        [SearchWord.of(word, language) for language, word in sorted(words)],
        ignore_conflicts=True,
        batch_size=1000,
    )


def _mend_the_databases_own_index() -> None:
    """SQLite's index is kept by triggers, which may be lost; PostgreSQL's cannot part."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO content_searchmatch (content_searchmatch) VALUES ('rebuild')"
            )
