"""The same questions to SQLite and to PostgreSQL: this file runs on both, and says the same."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Locale, PageViewRestriction

from blog.content import selectors
from blog.content.models import (
    Byline,
    HomePage,
    PostIndexPage,
    PostPage,
    PostTag,
    SearchMatch,
    SectionPage,
)
from blog.content.rules.search_query import parse
from blog.content.selectors import SearchFilters, search, spelling, totals
from blog.content.services import indexing
from blog.web.memory import MemoryMiddleware, memory
from tests import factories
from tests.support.kept import kept

pytestmark = pytest.mark.django_db


def ask(words, filters=None, *, number=1, language="en", user=None):
    with translation.override(language):
        return selectors.get_search_results(
            query=parse(words, language),
            filters=SearchFilters() if filters is None else filters,
            number=number,
            base_url="/search/",
            parameters={"q": words},
            user=user,
        )


def titles(words, filters=None, **options):
    return [found.card.title for found in ask(words, filters, **options).list.cards]


def suggested(words, **options):
    suggestion = ask(words, **options).suggestion
    return suggestion.text if suggestion else None


def post(title, text="", **fields):
    return factories.make_post(title, body=[("paragraph", f"<p>{text}</p>")], **fields)


def german_post(title, text=""):
    german, _made = Locale.objects.get_or_create(language_code="de")
    english = factories.get_home()
    home = HomePage.objects.filter(locale=german).first() or english.copy_for_translation(german)
    home.slug, home.live = "home-de", True
    home.save()
    index = PostIndexPage.objects.filter(locale=german).first() or PostIndexPage.objects.get(
        locale=Locale.get_default()
    ).copy_for_translation(german)
    index.live = True
    index.save()
    made = PostPage(
        title=title,
        locale=german,
        body=[{"type": "paragraph", "value": f"<p>{text}</p>"}],
        live=False,
    )
    index.add_child(instance=made)
    return factories.publish(made)


@kept
def shelf():
    """Four posts that several questions are asked about."""
    post("Running a bakery", "We open early. The café next door does not.", summary="Slow bread.")
    post("Bread and butter", "Rye bread needs a sourdough that is awake.")
    post("Opening hours", "Somebody runs for the bread. The queue is slow.")
    post("Prices", "In 2026 a loaf of 1e5 grams costs 3.14, says version v8.")


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("run", {"Running a bakery", "Opening hours"}),
            ("running", {"Running a bakery", "Opening hours"}),
            ("RUNS", {"Running a bakery", "Opening hours"}),
            ("cafe", {"Running a bakery"}),
            ("CAFÉ", {"Running a bakery"}),
            ("bread", {"Running a bakery", "Bread and butter", "Opening hours"}),
            ("slow bread", {"Running a bakery", "Opening hours"}),
            ('"slow bread"', {"Running a bakery"}),
            ('"bread slow"', set()),
            ('"bread café"', set()),  # neighbours in the list of words alone
            ("“slow bread”", {"Running a bakery"}),
            ("bread -slow", {"Bread and butter"}),
            ('bread -"slow bread"', {"Bread and butter", "Opening hours"}),
            ("bread -cafe -butter", {"Opening hours"}),
            ("sourd", {"Bread and butter"}),
            ("sourd bread", set()),
            ("needs a sourdough", {"Bread and butter"}),
            ("open", {"Running a bakery", "Opening hours"}),
            ("1e5", {"Prices"}),
            ("3.14", {"Prices"}),
            ('"2026 a loaf"', {"Prices"}),
            ("v8", {"Prices"}),
            ("bread\x00 butter", {"Bread and butter"}),
            ("bread AND butter", {"Bread and butter"}),
            ("bread OR loaf", set()),
            ("body: bread", set()),
            ("bread*", {"Running a bakery", "Bread and butter", "Opening hours"}),
            ("bread & butter | !rye", {"Bread and butter"}),
            ("NEAR(bread butter)", set()),
            ("'; DROP TABLE x", set()),
            ("absent", set()),
        ],
    )
    def test_words(self, shelf, words, expected):
        assert set(titles(words)) == expected

    @pytest.mark.parametrize("words", ["Straße", "strasse", "STRASSE", "strassen", "stra"])
    def test_german_words(self, words):
        german_post("Auf der Straße", "Viele Häuser.")
        assert titles(words, language="de") == ["Auf der Straße"]

    @pytest.mark.parametrize("words", ["Haus", "haeuser", "hauser", "HÄUSER"])
    def test_german_umlauts(self, words):
        german_post("Auf der Straße", "Viele Häuser.")
        assert titles(words, language="de") == ["Auf der Straße"]

    def test_a_search_stays_in_the_language_of_the_page(self, shelf):
        german_post("Wagtail")
        post("Wagtail too")
        assert titles("wagtail") == ["Wagtail too"]
        assert titles("wagtail", language="de") == ["Wagtail"]

    def test_the_subtitle_is_searched_with_the_summary(self):
        post("Plain", subtitle="Of flour and salt")
        assert titles("flour") == ["Plain"]


class TestOrder:
    def test_the_title_counts_most_then_the_summary_then_the_text(self):
        filler = "Other words that make this text about as long as a real one would be. " * 3
        post("Two", f"Spelt. {filler}")
        post("Three", filler, summary="Spelt")
        post("Spelt", filler)
        assert titles("spelt") == ["Spelt", "Three", "Two"]

    def test_newest_first_where_asked(self, noon):
        post("Old spelt", published=noon - timedelta(days=9))
        post("About flour", "spelt", published=noon)
        assert titles("spelt") == ["Old spelt", "About flour"]
        assert titles("spelt", SearchFilters(newest_first=True)) == ["About flour", "Old spelt"]

    @pytest.mark.parametrize("since", [None, date(2000, 1, 1)])
    def test_of_many_hits_the_best_titles_come_first_whatever_their_age(self, monkeypatch, since):
        monkeypatch.setattr(search, "MOST_HITS", 3)
        for built in (search._all_matching, search._all_titled):  # for so many, and not for later
            monkeypatch.setattr(built, "_statement", None)
        post("Spelt")
        for number in range(5):
            post(f"Number {number}", "Of spelt and other words.")

        results = ask("spelt", filters=SearchFilters(since=since))

        assert results.list.cards[0].card.title == "Spelt"
        assert results.has_more
        assert results.list.total == 3


class TestWhoFindsWhat:
    def test_a_draft_is_never_found(self):
        post("A secret draft", live=False)
        assert titles("secret") == []

    def test_an_unpublished_change_is_not_found(self, rye):
        rye.title = "A secret"
        rye.save_revision()
        assert titles("secret") == []

    def test_an_expired_post_is_not_found(self, rye):
        rye.expire_at = timezone.now() - timedelta(seconds=1)
        rye.save()
        assert titles("rye") == []

    def test_a_withdrawn_post_is_not_found_before_the_index_forgets_it(self, rye):
        PostPage.objects.filter(pk=rye.pk).update(live=False)
        assert titles("rye") == []

    def test_a_private_post_is_found_by_those_who_may_read_it(self, rye, rosa):
        PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)
        assert titles("rye") == []
        assert titles("rye", user=rosa) == ["Rye, slowly"]

    @pytest.mark.parametrize("how", ["draft", "withdrawn", "private", "expired"])
    def test_no_hidden_word_is_ever_suggested(self, how):
        shown = post("A garden", "Of roses.")
        hidden = post("Chrysanthemum", "Chrysanthemums.", live=how != "draft")
        if how == "withdrawn":
            PostPage.objects.filter(pk=hidden.pk).update(live=False)
        elif how == "private":
            PageViewRestriction.objects.create(
                page=hidden, restriction_type="password", password="x"
            )
        elif how == "expired":
            PostPage.objects.filter(pk=hidden.pk).update(expire_at=timezone.now())

        assert suggested("chrysantemum") is None
        assert suggested("rosas") == "roses"

        PostPage.objects.filter(pk=shown.pk).update(live=False)
        assert suggested("rosas") is None

    def test_no_form_of_a_visible_word_that_only_a_hidden_post_has_is_suggested(self):
        post("Gardens", "A gardener.")
        hidden = post("Gardening")
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")

        assert suggested("gardenning") != "gardening"

    def test_no_filter_tells_of_a_hidden_post(self, rye):
        ada = factories.make_author("Ada Baker")
        for title in ["Rye one", "Rye two"]:
            post(title, tags=[title.lower()])
        hidden = post("Rye three", tags=["hidden", "#internal"], authors=[ada])
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")

        names = [option.name for group in ask("rye").filters for option in group.options]

        assert "rye one" in names
        assert not set(names) & {"hidden", "#internal", "Ada Baker"}


class TestFilters:
    @pytest.fixture
    def world(self):
        bread = factories.make_section("Bread")
        news = factories.make_section("News")
        ada, bo = factories.make_author("Ada Baker"), factories.make_author("Bo Miller")
        when = datetime(2025, 6, 1, 23, 59, tzinfo=UTC)
        post("Rye one", section=bread, tags=["loaf"], authors=[ada], published=when)
        post("Rye two", section=news, tags=["loaf", "#later"], authors=[ada, bo])
        return {"bread": bread, "loaf": factories.make_tag("loaf"), "bo": bo}

    def test_by_section_tag_and_author(self, world):
        assert titles("rye", SearchFilters(section=world["bread"])) == ["Rye one"]
        assert set(titles("rye", SearchFilters(tag=world["loaf"]))) == {"Rye one", "Rye two"}
        assert titles("rye", SearchFilters(author=world["bo"])) == ["Rye two"]
        assert titles("rye", SearchFilters(author=world["bo"], section=world["bread"])) == []

    def test_by_date(self, world):
        day = date(2025, 6, 1)
        assert titles("rye", SearchFilters(year=2025)) == ["Rye one"]
        assert titles("rye", SearchFilters(since=day, until=day)) == ["Rye one"]
        assert titles("rye", SearchFilters(since=date(2025, 6, 2))) == ["Rye two"]
        assert titles("rye", SearchFilters(until=date(2025, 5, 31))) == []
        assert set(titles("rye", SearchFilters(since=date.min, until=date.max))) == {
            "Rye one",
            "Rye two",
        }

    @pytest.mark.parametrize("many", [0, 500])
    def test_without_words_everything_that_passes_is_listed_newest_first(
        self, world, many, monkeypatch
    ):
        monkeypatch.setattr(totals, "MANY", many)
        assert titles("", SearchFilters(section=world["bread"])) == ["Rye one"]
        assert titles("", SearchFilters(author=world["bo"])) == ["Rye two"]
        assert titles("", SearchFilters(author=world["bo"], section=world["bread"])) == []
        assert titles("", SearchFilters(tag=world["loaf"])) == ["Rye two", "Rye one"]

    def test_each_option_says_how_many_posts_it_leaves(self, world):
        groups = {
            group.title: [(option.name, option.count) for option in group.options]
            for group in ask("rye").filters
        }
        assert groups == {
            "Section": [("Bread", 1), ("News", 1)],
            "Author": [("Ada Baker", 2), ("Bo Miller", 1)],
            "Year": [("2026", 1), ("2025", 1)],
        }

    def test_a_private_section_is_no_option(self, world):
        closed = SectionPage.objects.get(slug="bread")
        PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
        offered = {option.name for group in ask("rye").filters for option in group.options}
        assert "Ada Baker" in offered
        assert "Bread" not in offered

    def test_a_chosen_option_leads_back(self, world):
        with translation.override("en"):
            results = selectors.get_search_results(
                query=parse("rye", "en"),
                filters=SearchFilters(section=world["bread"]),
                number=1,
                base_url="/search/",
                parameters={"q": "rye", "section": "bread", "sort": "newest"},
            )
        chosen = next(group for group in results.filters if group.title == "Section").options
        assert [(o.name, o.count, o.is_chosen, o.url) for o in chosen] == [
            ("Bread", 1, True, "/search/?q=rye&sort=newest")
        ]
        assert results.clear_url == "/search/?q=rye&sort=newest"


class TestPages:
    @pytest.fixture
    def many(self):
        return [post(f"Rye {number}") for number in range(selectors.PAGE_SIZE + 1)]

    def test_results_have_pages_with_addresses_of_their_own(self, many):
        first, second = ask("rye").list, ask("rye", number=2).list
        assert (first.total, first.pages, len(first.cards)) == (13, 2, 12)
        assert (first.previous_url, first.next_url) == (None, "/search/?q=rye&page=2")
        assert (second.previous_url, second.next_url) == ("/search/?q=rye", None)
        found = (*first.cards, *second.cards)
        assert {one.card.pk for one in found} == {one.pk for one in many}

    def test_there_is_no_page_beyond_the_last(self, many):
        with pytest.raises(selectors.NoSuchPage):
            ask("rye", number=3)

    def test_finding_nothing_is_one_page(self):
        assert (ask("absent").list.total, ask("absent").list.pages) == (0, 1)


class TestCards:
    def test_the_words_are_marked_in_title_and_summary(self, rye):
        [found] = ask("rye loaf").list.cards
        assert found.title_html == "<mark>Rye</mark>, slowly"
        assert found.summary_html == "A <mark>loaf</mark> in three days."
        assert found.card.url == "/posts/rye-slowly/"

    def test_a_match_in_the_text_is_quoted(self):
        post("Plain", "At last the <b>sourdough</b> woke &amp; rose <3", summary="Of waiting.")
        [found] = ask("sourdough").list.cards
        assert found.summary_html == "At last the <mark>sourdough</mark> woke &amp; rose &lt;3"

    def test_markup_in_a_title_is_text(self):
        post("<script>alert(1)</script> rye")
        [found] = ask("script").list.cards
        assert found.title_html == (
            "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; rye"
        )


class TestSuggestions:
    @pytest.fixture(autouse=True)
    def _words(self):
        post("Proofreading at the café", "A headline, corrected. The headline again.")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("proofreding", "Proofreading"),
            ("haedline", "headline"),
            ("headlyne corected", "headline corrected"),
            ("caffe", "café"),
            ("headline corected", "headline corrected"),
            ('"headline corected"', '"headline corrected"'),
            ("headline", None),
            ("zzzzzz", None),
            ("xq", None),
        ],
    )
    def test_what_a_misspelling_may_have_meant(self, typed, meant):
        assert suggested(typed) == meant

    def test_words_that_no_post_has_together_are_not_suggested(self):
        post("Elsewhere", "bicycle")
        assert suggested("headlyne bycicle") is None

    def test_a_rare_word_suggests_one_that_finds_much_more(self):
        post("Brad")
        assert suggested("brad") is None
        for number in range(spelling.MUCH_MORE):
            post(f"Bread {number}")
        assert suggested("brad") == "Bread"

    def test_the_suggestion_searches_everywhere(self):
        results = ask("haedline", SearchFilters(year=1999))
        assert results.suggestion.url == "/search/?q=headline"


@pytest.mark.parametrize("words", ["loaf", "lo", ""])
def test_a_post_that_has_a_tag_twice_is_found_once(words):
    baked = post("Spelt", "A loaf for the weekend.", tags=["bread"])
    (link,) = baked.tag_links.all()
    PostTag.objects.create(content_object=baked, tag=link.tag)

    found = ask(words, filters=SearchFilters(tag=link.tag)).list

    assert [card.card.title for card in found.cards] == ["Spelt"]
    assert found.total == 1


class TestAskedAgain:
    """The same search, by whoever: its cards are put together once, who may read is asked anew."""

    def again(self, words="loaf", **options):
        asked = MemoryMiddleware(lambda _request: ask(words, **options))(RequestFactory().get("/"))
        return asked, [found.card.title for found in asked.list.cards]

    @pytest.fixture
    def loaf(self, rye):
        spelt = post("Spelt", "A loaf for the weekend.")
        self.again()  # what is asked once is not remembered
        self.first, titles = self.again()
        assert set(titles) == {"Rye, slowly", "Spelt"}
        return spelt

    def test_the_same_hits_are_shaped_once(self, loaf):
        assert self.again()[0] is self.first
        assert self.again("loaf -nothing")[0] is not self.first
        assert self.again(filters=SearchFilters(year=2026))[0] is not self.first

    def test_what_is_asked_once_takes_no_room(self, loaf):
        found, weight = self.again()[0], memory._weight
        for number in range(30):
            assert self.again(f"loaf -word{number}")[0].list.total == found.list.total

        assert memory._weight == weight

    @pytest.mark.parametrize("how", ["withdrawn", "private", "expired"])
    def test_what_may_no_longer_be_read_is_gone_though_nothing_named_it(self, loaf, how):
        if how == "withdrawn":
            PostPage.objects.filter(pk=loaf.pk).update(live=False)
        elif how == "private":
            PageViewRestriction.objects.bulk_create(
                [PageViewRestriction(page=loaf, restriction_type="login")]
            )
        else:
            PostPage.objects.filter(pk=loaf.pk).update(expire_at=timezone.now())

        results, titles = self.again()

        assert titles == ["Rye, slowly"]
        assert results.list.total == 1

    def test_a_change_is_seen_at_once_and_its_text_when_it_is_indexed(self, loaf, monkeypatch):
        loaf.title = "Emmer"
        loaf.body = [("paragraph", "<p>A loaf for Sundays.</p>")]
        with monkeypatch.context() as patch:
            patch.setattr(indexing, "_store", lambda _posts: set())  # not yet
            factories.publish(loaf)
        before = {found.card.title: found.summary_html for found in self.again()[0].list.cards}
        indexing.index_post(post_id=loaf.pk)
        after = {found.card.title: found.summary_html for found in self.again()[0].list.cards}

        assert before["Emmer"] == "A <mark>loaf</mark> for the weekend."
        assert after["Emmer"] == "A <mark>loaf</mark> for Sundays."

    def test_the_labels_of_a_post_that_changed_are_counted_anew(self, loaf, rye):
        def authors():
            groups = {group.title: group.options for group in self.again()[0].filters}
            return {option.name: option.count for option in groups.get("Author", ())}

        assert authors() == {}

        ada, bo = factories.make_author("Ada Baker"), factories.make_author("Bo Miller")
        for author, written in [(ada, rye), (ada, loaf), (bo, loaf)]:
            Byline.objects.create(post=written, author=author)

        assert authors() == {"Ada Baker": 2, "Bo Miller": 1}


class TestCost:
    def queries(self, words, **options):
        with CaptureQueriesContext(connection) as captured:
            MemoryMiddleware(lambda _request: ask(words, **options))(RequestFactory().get("/"))
        return len(captured)

    @pytest.mark.parametrize("words", ["spelt", "speld", "absent", ""])
    def test_the_number_of_queries_does_not_grow_with_the_posts(self, words):
        section = factories.make_section("Bread")
        people = [factories.make_author(name) for name in ("Ada Baker", "Bo Miller")]
        fields = {"section": section, "authors": people, "tags": ["a", "b"]}
        for number in range(4):
            post(f"Spelt {number}", **fields)
        ask(words)
        few = self.queries(words)
        for number in range(4, 20):
            post(f"Spelt {number}", **fields)

        assert self.queries(words) == few
        assert few <= 10

    @pytest.mark.parametrize("lookup", ["matches", "matches_title", "has_word"])
    def test_the_databases_use_their_index(self, lookup):
        asked = "spelt" if lookup == "has_word" else parse("spelt flour", "en")
        if connection.vendor == "sqlite":
            readable = PostPage.objects.visible_to(None).in_language("en")
            matching = spelling.by_match(
                readable.filter(**{f"search_match__index__{lookup}": asked})
            )
            plan = matching[:10].explain()
            first = next(line for line in plan.splitlines() if "locale" not in line)
            assert "content_searchmatch VIRTUAL TABLE INDEX" in first
            assert "USE TEMP B-TREE" not in plan
        else:
            with connection.cursor() as cursor:  # it would read so small a table whole
                cursor.execute("SET LOCAL enable_seqscan = off")
            plan = SearchMatch.objects.filter(**{f"index__{lookup}": asked}).explain()
            assert "Bitmap Index Scan on content_searchentry_vector" in plan

    def test_sqlite_keeps_its_index_in_step_by_three_triggers(self):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
                    " AND tbl_name = 'content_searchentry'"
                )
                assert cursor.fetchone() == (3,)
            else:
                cursor.execute(
                    "SELECT is_generated FROM information_schema.columns"
                    " WHERE table_name = 'content_searchentry' AND column_name = 'vector'"
                )
                assert cursor.fetchone() == ("ALWAYS",)
