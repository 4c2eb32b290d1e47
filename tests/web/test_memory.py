"""What a process remembers: never longer than it is true, whoever changed it."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation

from blog.web import memory as memory_module
from blog.web.memory import (
    Kept,
    MemoryMiddleware,
    memory,
    remember_each,
    remember_from_the_second_time,
    remembered,
)
from blog.web.models import PageChange
from blog.web.purging import purge, purge_everything
from blog.web.shown import IN_PASSING, Shown, noting, shows

pytestmark = pytest.mark.django_db


class Large(str):
    """Something that takes the room of many cards."""

    weight = 200


class Teller:
    """A selector that counts how often it looked."""

    def __init__(self, *tags, until=None, meanwhile=lambda: None, tells=str):
        self.looked = 0

        @remembered
        def tell():
            self.looked += 1
            shows(*tags, until=until)
            meanwhile()
            return tells(f"told {self.looked}")

        self.tell = tell

    def asked(self):
        """Ask in a request of its own."""
        return in_a_request(self.tell)


def in_a_request(ask, **more):
    return MemoryMiddleware(lambda _request: ask())(RequestFactory().get("/", **more))


def another_process_changes(*tags, gone=(), **fields):
    return PageChange.objects.create(tags=list(tags), gone=list(gone), **fields)


class TestForHowLong:
    def test_it_is_looked_up_once_for_all_requests(self):
        teller = Teller("post:1")

        assert [teller.asked(), teller.asked()] == ["told 1", "told 1"]

    def test_a_change_of_what_it_shows_makes_it_forgotten(self):
        teller = Teller("post:1")
        teller.asked()
        purge("post:1")

        assert teller.asked() == "told 2"

    @pytest.mark.parametrize("change", [{"tags": ["post:1"]}, {"tags": [], "gone": ["post:1"]}])
    def test_so_does_one_that_another_process_or_machine_made(self, change):
        teller = Teller("post:1")
        teller.asked()
        another_process_changes(*change["tags"], gone=change.get("gone", ()))

        assert teller.asked() == "told 2"

    def test_changes_of_something_else_do_not(self):
        another_process_changes("post:3")
        teller = Teller("post:1")
        teller.asked()
        purge("post:2")

        assert teller.asked() == "told 1"

    def test_what_is_made_in_passing_uses_it_and_adds_nothing_large(self):
        whole = Teller("post:1", tells=Large)
        card, other = Teller("post:1"), Teller("post:2", tells=Large)
        whole.asked()

        for teller in (whole, card, other):
            in_a_request(teller.tell, **{IN_PASSING: True})

        assert [teller.looked for teller in (whole, card, other)] == [1, 1, 1]
        for teller in (whole, card, other):
            teller.asked()
        assert [teller.looked for teller in (whole, card, other)] == [1, 1, 2]

    def test_everything_is_forgotten_when_everything_changed(self):
        teller = Teller()
        teller.asked()
        purge_everything()

        assert teller.asked() == "told 2"

    def test_it_is_not_told_after_its_end(self):
        teller = Teller("post:1", until=timezone.now() - timedelta(seconds=1))
        teller.asked()

        assert teller.asked() == "told 2"

    def test_a_transaction_that_ends_after_a_later_one_is_heard_of(self):
        early = another_process_changes("post:1")
        number = early.pk
        early.delete()
        another_process_changes("post:2")
        teller = Teller("post:1")
        teller.asked()
        another_process_changes("post:1", pk=number)

        assert teller.asked() == "told 2"

    def test_another_database_in_the_old_one_s_place_is_noticed(self):
        change = another_process_changes("post:2")
        teller = Teller("post:1")
        teller.asked()
        change.delete()
        another_process_changes("post:3", pk=change.pk)
        another_process_changes("post:4")

        assert teller.asked() == "told 2"

    def test_who_was_away_too_long_forgets_everything(self):
        teller = Teller("post:1")
        another_process_changes("post:2")
        teller.asked()
        another_process_changes("post:1")
        PageChange.objects.all().delete()
        another_process_changes("post:3")

        assert teller.asked() == "told 2"


class TestWhatIsNotRemembered:
    def test_what_was_found_while_something_changed(self):
        changes = iter([lambda: (another_process_changes("post:1"), in_a_request(memory.listen))])
        teller = Teller("post:1", meanwhile=lambda: next(changes, lambda: None)())

        assert [teller.asked(), teller.asked(), teller.asked()] == ["told 1", "told 2", "told 2"]

    def test_what_was_seen_in_a_transaction_that_may_be_undone(self):
        teller = Teller("post:1")

        def undone():
            with transaction.atomic():
                teller.tell()
                transaction.set_rollback(True)

        in_a_request(undone)

        assert teller.asked() == "told 2"

    def test_anything_outside_of_a_request(self):
        teller = Teller("post:1")

        assert [teller.tell(), teller.tell()] == ["told 1", "told 2"]

    def test_anything_while_developing(self, settings):
        settings.DEBUG = True
        teller = Teller("post:1")

        assert [teller.asked(), teller.asked()] == ["told 1", "told 2"]

    def test_more_than_there_is_room_for(self, monkeypatch):
        monkeypatch.setattr(memory_module, "MOST", 20)
        tellers = [Teller("post:1") for _ in range(3)]
        for teller in tellers:
            teller.asked()

        assert [teller.asked() for teller in reversed(tellers)] == ["told 1", "told 1", "told 2"]

    def test_more_than_one_of_what_is_large(self, monkeypatch):
        monkeypatch.setattr(memory_module, "MOST", 20)
        large = type("Large", (str,), {"weight": 15})
        find = remembered(lambda name: large(name))
        for name in "ab":
            in_a_request(lambda name=name: find(name))

        assert len(memory._entries) == 1

    def test_what_is_asked_for_the_first_time_where_questions_have_no_end(self, monkeypatch):
        monkeypatch.setattr(memory_module, "MOST_ASKED", 2)
        looked = []

        def answer(question):
            find = partial(looked.append, question)
            in_a_request(lambda: remember_from_the_second_time(question, find))

        for question in "aaa":
            answer(question)
        assert looked == ["a", "a"]

        for question in "bcd":  # so many others are asked that it is no longer known of "b"
            answer(question)
        answer("b")
        answer("b")
        answer("a")
        assert looked == [*"aabcdbb"]


class TestWithinARequest:
    def test_nothing_is_found_out_twice_even_in_a_transaction(self):
        teller = Teller("post:1")

        def twice():
            with transaction.atomic():
                return [teller.tell(), teller.tell()]

        assert in_a_request(twice) == ["told 1", "told 1"]

    def test_what_it_changed_is_found_out_anew(self, django_capture_on_commit_callbacks):
        teller = Teller("post:1")

        def change():
            before = teller.tell()
            with django_capture_on_commit_callbacks(execute=True):
                purge("post:1")
            return [before, teller.tell()]

        assert in_a_request(change) == ["told 1", "told 2"]

    def test_each_language_has_its_own(self):
        find = remembered(translation.get_language)

        def told():
            with translation.override("de"):
                german = find()
            return [find(), german]

        assert in_a_request(told) == ["en", "de"]


def test_what_is_remembered_still_says_what_it_shows():
    until = timezone.now() + timedelta(hours=1)
    teller = Teller("post:1", until=until)
    teller.asked()
    with noting(Shown()) as shown:
        teller.asked()

    assert list(shown.tags) == ["post:1"]
    assert shown.until == pytest.approx(until.timestamp())


def test_many_are_loaded_together_and_told_in_the_order_asked_for():
    loads = []

    def load(missing):
        loads.append(missing)
        return {key: key for key in missing if key != "c"}

    def each(keys):
        return in_a_request(lambda: remember_each(keys, load, str.upper))

    each("b")

    assert each("acb") == {"a": "A", "b": "B"}
    assert loads == [["b"], ["a", "c"]]


class TestKeptHtml:
    def test_html_is_made_once_for_each_way_of_showing_it(self):
        template = Template(
            '{% keep card.kept "card" level %}{{ level }}: {{ title }}{% endkeep %}'
        )
        card = {"kept": Kept()}
        first = template.render(Context({"card": card, "level": 2, "title": "<Rye>"}))
        again = template.render(Context({"card": card, "level": 2, "title": "Spelt"}))
        other = template.render(Context({"card": card, "level": 3, "title": "Spelt"}))

        assert [first, again, other] == ["2: &lt;Rye&gt;", "2: &lt;Rye&gt;", "3: Spelt"]

    def test_without_something_remembered_it_is_made_each_time(self):
        template = Template('{% keep card.kept "card" %}{{ title }}{% endkeep %}')

        assert template.render(Context({"title": "Rye"})) == "Rye"
        assert template.render(Context({"title": "Spelt"})) == "Spelt"

    @pytest.mark.parametrize("kept", [Kept(), None])
    def test_what_is_fresh_in_it_is_made_each_time(self, kept):
        template = Template(
            '{% keep kept "hit" %}<h2>{% fresh %}{{ title }}{% endfresh %}</h2>'
            "{{ date }}{% fresh %}{% if told %}!{% endif %}{% endfresh %}{% endkeep %}"
        )
        first = template.render(Context({"kept": kept, "title": "<Rye>", "date": 1, "told": True}))
        again = template.render(Context({"kept": kept, "title": "Spelt", "date": 2}))

        assert first == "<h2>&lt;Rye&gt;</h2>1!"
        assert again == ("<h2>Spelt</h2>1" if kept is not None else "<h2>Spelt</h2>2")

    def test_what_is_fresh_stands_directly_in_what_is_kept(self):
        with pytest.raises(TemplateSyntaxError):
            Template(
                "{% keep kept %}{% if told %}{% fresh %}!{% endfresh %}{% endif %}{% endkeep %}"
            )
