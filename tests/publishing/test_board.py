"""The board of all posts: what fits, in which order, how many stand where; and saved filters."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from blog.accounts import permissions
from blog.accounts.rules.holdings import HOLDINGS
from blog.accounts.rules.roles import Act
from blog.content.models import Author, Byline, PostPage
from blog.publishing.models import (
    Decision,
    Due,
    SavedFilter,
    Schedule,
    ScheduleState,
    Submission,
    TrashedPost,
)
from blog.publishing.rules import workflow
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import board, lists, states
from blog.publishing.selectors.board import Search
from blog.publishing.services import filters, review, schedule, trash
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def titles(user, page=1, **asked):
    found = board.get_board(user=user, search=Search(**asked), at=timezone.now(), page=page)
    return [line.title for line in found.lines]


def submit(post, by):
    return review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=by)


class TestState:
    """What SQL says of a post's state is what the rule says."""

    def test_of_every_combination_of_facts(self, ada, draft):
        now = timezone.now()
        older, newer = draft.latest_revision_id, Desk.edit(draft, ada, title="Newer").pk
        bits = (True, False)
        decisions = [None, *Decision.values]
        timings = [None, ScheduleState.WAITING, ScheduleState.FAILED, ScheduleState.DONE]
        for trashed, live, was, changed, decision, on_newest, timing in product(
            bits, bits, bits, bits, decisions, bits, timings
        ):
            TrashedPost.objects.all().delete()
            Submission.objects.all().delete()
            Schedule.objects.all().delete()
            PostPage.objects.filter(pk=draft.pk).update(
                live=live,
                first_published_at=now if was else None,
                has_unpublished_changes=changed,
            )
            read = newer if on_newest else older
            if trashed:
                TrashedPost.objects.create(post=draft, at=now, purge_at=now, slug="spelt")
            if decision:
                Submission.objects.create(post=draft, revision_id=read, at=now, decision=decision)
            if timing:
                Schedule.objects.create(
                    post=draft, due=Due.PUBLISH, revision_id=read, state=timing,
                    due_at=now, set_at=now, next_try_at=now,
                )  # fmt: skip
            post = states.with_state(posts=PostPage.objects.filter(pk=draft.pk)).get()
            assert post.stands == workflow.state_of(states.get_facts(post=post))
            if post.stands != State.LIVE:
                assert draft.pk in set(states.on_their_way().values_list("pk", flat=True))

    def test_the_last_submission_counts(self, ada, ed, draft):
        submit(draft, ada)
        review.request_changes(
            post_id=draft.pk, revision_id=Desk.newest(draft), by=ed, remark="Shorter."
        )
        Desk.edit(draft, ada, title="Shorter")
        submit(draft, ada)

        post = states.with_state(posts=PostPage.objects.filter(pk=draft.pk)).get()
        assert post.stands == State.SUBMITTED


class TestNewestText:
    """A post that readers have an older text of is found, and told, by its newest."""

    @pytest.fixture
    def moved(self, ada, bread, live):
        text = PostPage.objects.get(pk=live.pk).get_latest_revision_as_object()
        text.section = bread
        text.bylines = [Byline(author=factories.make_author("Tom Miller"), sort_order=0)]
        text.save_revision(user=ada, clean=False)
        return live

    def test_it_stands_in_its_new_section_alone(self, ed, moved, bread, news):
        assert titles(ed, section=bread.pk) == ["Oats, overnight"]
        assert titles(ed, section=news.pk) == []

    def test_it_is_found_by_its_new_author_alone(self, ed, moved, live):
        miller = Author.objects.get(name="Tom Miller")
        former = Byline.objects.filter(post=live).values_list("author", flat=True)

        assert titles(ed, author=miller.pk) == ["Oats, overnight"]
        assert [titles(ed, author=author) for author in former] == [[] for _author in former]

    def test_it_is_told_with_both(self, ed, moved):
        found = board.get_board(user=ed, search=Search(), at=timezone.now())

        assert [(line.section, line.authors) for line in found.lines] == [("Bread", "Tom Miller")]


class TestBoard:
    @pytest.fixture
    def posts(self, ada, ed, bread, news, live):
        miller = factories.make_author("Tom Miller")
        Desk.write(ada, title="Draft of bread", section=bread, authors=[miller])
        tagged = Desk.write(ada, title="About rye", section=news, summary="Slow grain.")
        tagged.tags.add(factories.make_tag("rye"))
        tagged.save(clean=False)
        timed = Desk.write(ada, title="Tomorrow", section=news)
        schedule.schedule(
            post_id=timed.pk,
            revision_id=Desk.newest(timed),
            due_at=timezone.now() + timedelta(days=1),
            by=ed,
        )
        gone = Desk.write(ada, title="Thrown away", section=news)
        trash.trash(post_id=gone.pk, by=ed)
        return {"miller": miller}

    def test_shows_all_but_the_trash_what_changed_last_first(self, ed, posts):
        assert titles(ed) == ["Tomorrow", "About rye", "Draft of bread", "Oats, overnight"]

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"state": "draft"}, ["About rye", "Draft of bread"]),
            ({"state": "in the trash"}, ["Thrown away"]),
            ({"state": "live"}, ["Oats, overnight"]),
            ({"tag": "Rye"}, ["About rye"]),
            ({"text": "grain"}, ["About rye"]),
            ({"text": "overnight"}, ["Oats, overnight"]),
            ({"timed": True}, ["Tomorrow"]),
            ({"stale": True}, []),
            ({"sort": "title", "state": "draft"}, ["About rye", "Draft of bread"]),
            ({"sort": "oldest", "state": "draft"}, ["Draft of bread", "About rye"]),
            (
                {"sort": "due"},
                ["Tomorrow", "Oats, overnight", "Draft of bread", "About rye"],
            ),
            ({"sort": "published", "text": "o"}, None),
        ],
    )
    def test_is_narrowed_and_sorted(self, ed, posts, asked, found):
        shown = titles(ed, **asked)
        if found is None:
            assert shown[0] == "Oats, overnight"
        elif asked.get("sort") == "due":
            assert shown[0] == found[0]
            assert sorted(shown) == sorted(found)
        else:
            assert shown == found

    def test_is_narrowed_to_a_section_or_an_author(self, ed, bread, posts):
        assert titles(ed, section=bread.pk) == ["Draft of bread"]
        assert titles(ed, author=posts["miller"].pk) == ["Draft of bread"]

    def test_finds_what_was_left_alone(self, ed, posts):
        long_ago = timezone.now() - timedelta(days=31)
        PostPage.objects.filter(title__in=["About rye", "Tomorrow", "Oats, overnight"]).update(
            latest_revision_created_at=long_ago
        )

        assert titles(ed, stale=True) == ["About rye"]

    def test_counts_what_stands_where(self, ed, posts):
        found = board.get_board(user=ed, search=Search(state="draft"), at=timezone.now())

        assert dict(found.counts) == {
            State.DRAFT: 2,
            State.SCHEDULED: 1,
            State.LIVE: 1,
            State.TRASHED: 1,
        }
        assert found.total == 2

    def test_authors_see_their_own(self, tom, ada, posts):
        Desk.write(tom, title="Of Tom")

        assert titles(tom) == ["Of Tom"]
        assert "Of Tom" not in titles(ada)

    def test_goes_on_page_by_page(self, ed, posts, monkeypatch):
        monkeypatch.setattr(board, "PAGE_SIZE", 3)

        assert titles(ed, page=1) == ["Tomorrow", "About rye", "Draft of bread"]
        assert titles(ed, page=2) == ["Oats, overnight"]
        assert titles(ed, page=99) == ["Oats, overnight"]


class TestHowItIsFound:
    """Keys of few posts first, whole rows last: the same as to look at every post and sort them."""

    @pytest.fixture
    def many(self, ada, tom, ed, bread, news, live):
        """Posts of two people in every state, some of them changed at the same moment."""
        now = timezone.now()
        by_tom = factories.make_author("Tom Miller", user=tom)
        for number, (is_live, was, changed, more) in enumerate(
            product((True, False), (True, False), (True, False), ("", "trash", "timed", "sent"))
        ):
            post = Desk.write(
                ada if number % 3 else tom,
                title=f"Post {number * 7 % 32:02}",
                section=(bread, news)[number % 2],
                authors=[by_tom] if number % 5 == 0 else [],
            )
            PostPage.objects.filter(pk=post.pk).update(
                live=is_live,
                has_unpublished_changes=changed,
                first_published_at=now - timedelta(days=number % 6) if was else None,
                latest_revision_created_at=None
                if number % 8 == 7
                else now - timedelta(days=number % 4 * 20),
            )
            revision = Desk.newest(post)
            if more == "trash":
                TrashedPost.objects.create(post=post, at=now, purge_at=now, slug="x")
            if more == "timed":
                Schedule.objects.create(
                    post=post, due=Due.values[number % 2], revision_id=revision, set_at=now,
                    due_at=now + timedelta(days=number % 5), next_try_at=now,
                    state=(ScheduleState.WAITING, ScheduleState.FAILED)[number // 2 % 2],
                )  # fmt: skip
            if more == "sent":
                decision = Decision.values[number % len(Decision.values)]
                Submission.objects.create(
                    post=post, revision_id=revision, at=now, decision=decision
                )

    def posts_of(self, user):
        """Every post within somebody's reach, with its state by the rule, not by SQL."""
        return [
            (post, workflow.state_of(states.get_facts(post=post)))
            for post in PostPage.objects.all()
            if permissions.may(user, Act.SEE_DRAFT, owns=post.is_of(user))
        ]

    @pytest.mark.parametrize("name", ["ed", "ada", "tom"])
    def test_the_numbers_are_those_of_all_posts(self, request, many, name):
        user = request.getfixturevalue(name)

        found = board.get_board(user=user, search=Search(), at=timezone.now())

        assert found.counts == Counter(state for _post, state in self.posts_of(user))

    @pytest.mark.parametrize("name", ["ed", "tom"])
    @pytest.mark.parametrize("sort", ["changed", "oldest", "title", "published"])
    def test_each_tab_has_its_posts_in_order(self, request, many, monkeypatch, name, sort):
        monkeypatch.setattr(board, "PAGE_SIZE", 4)
        user = request.getfixturevalue(name)
        of_user = self.posts_of(user)
        for state in ("", *State):
            fits = {
                post.pk
                for post, stands in of_user
                if stands == state or (not state and stands != State.TRASHED)
            }
            in_order = PostPage.objects.order_by(*board.ORDERS[sort]).values_list("pk", flat=True)
            wanted = [pk for pk in in_order if pk in fits]
            search, at = Search(state=state, sort=sort), timezone.now()

            pages = [board.get_board(user=user, search=search, at=at)]
            pages += [
                board.get_board(user=user, search=search, at=at, page=page)
                for page in range(2, pages[0].pages + 1)
            ]

            assert [line.post_id for page in pages for line in page.lines] == wanted
            assert pages[0].total == len(wanted)

    @pytest.mark.parametrize(("name", "everybody"), [("ed", True), ("ada", False), ("tom", False)])
    def test_what_is_under_way_is_what_is_not_at_rest(self, request, many, name, everybody):
        user = request.getfixturevalue(name)
        wanted = {
            post.pk
            for post, _state in self.posts_of(user)
            if not TrashedPost.objects.filter(post=post).exists()
            and (
                not post.live
                or post.has_unpublished_changes
                or Schedule.objects.filter(post=post, state__in=states.STANDING).exists()
                or Submission.objects.filter(
                    post=post, decision__in=[Decision.OPEN, Decision.RETURNED], release=None
                ).exists()
            )
        }

        found = lists.get_in_flight(user=user, everybody=everybody).lines

        assert {line.post_id for line in found} == wanted
        dated = [line.changed_at for line in found if line.changed_at]
        assert dated == sorted(dated, reverse=True)

    def test_whose_a_post_is_is_the_same_one_by_one(self, many, ada, tom, ed):
        for user in (ada, tom, ed):
            own = {post.pk for post in PostPage.objects.all() if post.is_of(user)}

            assert set(PostPage.objects.of(user).values_list("pk", flat=True)) == own
            each = PostPage.objects.of(user, one_by_one=True)
            assert set(each.values_list("pk", flat=True)) == own


class TestScreen:
    def test_many_posts_cost_no_more_questions_than_few(
        self, client, ed, ada, bread, django_assert_max_num_queries
    ):
        for number in range(40):
            Desk.write(ada, title=f"Post {number}", section=bread)
        client.force_login(ed)

        client.get("/desk/posts/?sort=title")  # what every page has is remembered from then on
        with django_assert_max_num_queries(20):
            page = client.get("/desk/posts/?sort=title").content.decode()
        assert "Page 1 of 2" in page

    @pytest.mark.parametrize("words", ["state=nowhere", "section=999", "sort=up", "author=x"])
    def test_what_is_not_there_is_no_defect(self, client, ed, words):
        client.force_login(ed)

        assert client.get(f"/desk/posts/?{words}").status_code == 422

    def test_a_page_that_is_no_number_is_the_first(self, client, ed, draft):
        client.force_login(ed)

        assert "Spelt, quickly" in client.get("/desk/posts/?page=%F0%9F%8D%9E").content.decode()

    def test_moderators_have_no_board(self, client):
        client.force_login(factories.make_user("mo@example.com", roles=["Moderator"]))

        assert client.get("/desk/posts/").status_code == 403


class TestSavedFilters:
    def save(self, client, name="Mine", words="state=draft&page=3&evil=1", **more):
        return client.post("/desk/posts/filters/save/", {"name": name, "words": words, **more})

    def test_keeps_what_the_board_knows_and_nothing_else(self, client, ed):
        client.force_login(ed)

        answer = self.save(client)

        assert answer.headers["Location"] == "/desk/posts/?state=draft"
        row = SavedFilter.objects.get()
        assert (row.owner, row.name, row.words) == (ed, "Mine", {"state": "draft"})
        page = client.get("/desk/posts/?state=draft").content.decode()
        assert (
            '<a class="desk-tabs__link" href="/desk/posts/?state=draft" aria-current="true">Mine'
            in page
        )

    def test_a_name_that_is_there_is_replaced(self, client, ed):
        client.force_login(ed)
        self.save(client)
        self.save(client, words="text=rye")

        assert SavedFilter.objects.get().words == {"text": "rye"}

    def test_without_a_name_it_is_asked_for(self, client, ed):
        client.force_login(ed)

        answer = self.save(client, name="", words="text=rye")

        assert answer.status_code == 422
        assert "Give the filter a name." in answer.content.decode()
        assert 'value="rye"' in answer.content.decode()

    def test_the_board_opens_with_one_of_them(self, client, ed):
        client.force_login(ed)
        self.save(client, "First", "text=rye", opens="on")
        self.save(client, "Second", "text=oats", opens="on")

        assert client.get("/desk/posts/").headers["Location"] == "/desk/posts/?text=oats"
        first = SavedFilter.objects.get(name="First")
        client.post(f"/desk/posts/filters/{first.pk}/", {"opens": ""})
        assert client.get("/desk/posts/").headers["Location"] == "/desk/posts/?text=rye"
        client.post(f"/desk/posts/filters/{first.pk}/", {"closes": ""})
        assert client.get("/desk/posts/").status_code == 200
        assert client.get("/desk/posts/?all=1").status_code == 200

    def test_is_deleted(self, client, ed):
        client.force_login(ed)
        self.save(client)

        client.post(f"/desk/posts/filters/{SavedFilter.objects.get().pk}/", {"delete": ""})

        assert not SavedFilter.objects.exists()

    def test_is_nobody_elses(self, client, ed, eve):
        client.force_login(ed)
        self.save(client)
        client.force_login(eve)
        path = f"/desk/posts/filters/{SavedFilter.objects.get().pk}/"

        assert client.post(path, {"delete": ""}).status_code == 404
        assert client.post(path, {"opens": ""}).status_code == 404
        assert board.get_saved(user=eve) == ()

    def test_thirty_are_enough(self, client, ed, noon):
        for number in range(filters.MOST):
            filters.save_filter(by=ed, name=f"F{number}", words={}, opens=False, at=noon)
        client.force_login(ed)

        answer = self.save(client, "One more", "text=rye")

        assert answer.status_code == 409
        assert 'value="One more"' in answer.content.decode()
        assert self.save(client, "F3", "text=rye").status_code == 302

    def test_is_in_the_copy_of_ones_data(self, ed):
        at = datetime(2026, 11, 20, tzinfo=UTC)
        filters.save_filter(by=ed, name="Mine", words={"text": "rye"}, opens=False, at=at)

        assert HOLDINGS["saved_filters"].collect(ed.pk) == [
            {"name": "Mine", "words": {"text": "rye"}, "saved": at}
        ]

    def test_an_address_that_was_saved_is_the_one_that_is_shared(self, client, ed):
        client.force_login(ed)
        to = self.save(client, words="text=rye&sort=title&timed=on").headers["Location"]

        assert parse_qs(urlsplit(to).query) == {
            "text": ["rye"], "sort": ["title"], "timed": ["on"],
        }  # fmt: skip
