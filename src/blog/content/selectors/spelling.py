"""Another spelling that finds more. Only words that this person may read are ever proposed."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F, Q, Subquery
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from wagtail.models import Locale

from blog.content.models import PostPage, SearchWord
from blog.content.querysets import PostQuerySet
from blog.content.rules.search_query import SearchQuery, parse, replace_words
from blog.content.rules.search_terms import WORD, token

MUCH_MORE = 10  # times as many hits must a suggestion have, where there are some
MOST_WORDS_MENDED = 6
MOST_CANDIDATES = 3  # for each word


def suggest(query: SearchQuery, readable: PostQuerySet, hits: int) -> str | None:
    """Return a spelling that finds more, made of words that some readable post has.

    The list of words knows more than this person may: a word is used only if a post has it that
    is ``readable``.
    """
    words = [word for word in dict.fromkeys(query.words) if word.isalpha()][:MOST_WORDS_MENDED]
    candidates = _candidates(words, query.language)
    known = _known({*words, *(word for found in candidates.values() for word in found)}, readable)
    better: dict[str, str] = {}
    for word in words:
        if word not in known or hits:
            likely = [candidate for candidate in candidates[word] if candidate in known]
            better |= {word: likely[0]} if likely else {}
    if not better:
        return None
    mended = parse(replace_words(query, better), query.language)
    found = readable.filter(search_match__index__matches=mended)
    first = by_match(found).for_results().first()
    if first is None or (hits and len(found.values("pk")[: hits * MUCH_MORE]) < hits * MUCH_MORE):
        return None
    spelt = _spelling(better.values(), first, query.language)
    return replace_words(query, {word: spelt[plain] for word, plain in better.items()})


def _candidates(words: list[str], language: str) -> dict[str, list[str]]:
    """Return for each word those of the list that look like it, the most alike first."""
    alike = Q(pk__in=[])
    for word in words:
        slips = _slips(word)
        alike |= Q(initial__in=word[:2], length__range=(len(word) - slips, len(word) + slips))
    listed = list(
        SearchWord.objects.filter(alike, language=language).values_list("word", flat=True)
    )
    found = {}
    for word in words:
        near = process.extract(
            word, listed, scorer=OSA.distance, score_cutoff=_slips(word), limit=None
        )
        ordered = sorted(
            (distance, -JaroWinkler.similarity(word, other), other)
            for other, distance, _place in near
            if other != word
        )
        found[word] = [other for _distance, _alike, other in ordered[:MOST_CANDIDATES]]
    return found


def _slips(word: str) -> int:
    """How many letters may be wrong: none in the shortest words."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def _known(words: set[str], readable: PostQuerySet) -> set[str]:
    """Return the words that a readable post has, with one query."""
    names = {f"word_{place}": word for place, word in enumerate(sorted(words))}
    asked = {
        name: Subquery(
            by_match(readable.filter(search_match__index__has_word=word)).values("pk")[:1]
        )
        for name, word in names.items()
    }
    row = Locale.objects.annotate(**asked).values(*names).first() if names else None
    return {word for name, word in names.items() if row and row[name]}


def by_match(matching: PostQuerySet) -> PostQuerySet:
    """Matches in an order that the databases have at hand, about that of publication."""
    return matching.order_by(F("search_match__post_id").desc())


def _spelling(words: Iterable[str], post: PostPage, language: str) -> dict[str, str]:
    """Return each word as a post spells it, with its accents and capitals."""
    text = f"{post.title}\n{post.subtitle}\n{post.summary}\n{post.search_entry.text}"
    forms = Counter(WORD.findall(text))
    spelt = {word: word for word in words}
    for form, _count in reversed(forms.most_common()):
        plain = token(form, language).plain
        if plain in spelt:
            spelt[plain] = form
    return spelt
