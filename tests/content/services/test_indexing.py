import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import PageViewRestriction

from blog.content.models import PostPage, SearchEntry, SearchWord
from blog.content.services import indexing
from blog.web.models import PageChange
from tests import factories

pytestmark = pytest.mark.django_db


def found(words):
    from blog.content.rules.search_query import parse

    matching = PostPage.objects.filter(search_match__index__matches=parse(words, "en"))
    return sorted(matching.values_list("title", flat=True))


def test_a_published_post_can_be_found(rye):
    assert found("rye") == ["Rye, slowly"]


def test_a_change_is_found_once_it_is_published(rye):
    rye.title = "Spelt"
    rye.save_revision()
    assert found("spelt") == []

    factories.publish(rye)

    assert found("spelt") == ["Spelt"]
    assert found("rye") == []


def test_a_draft_is_not_indexed():
    draft = factories.make_post("A secret draft", live=False)

    assert indexing.index_post(post_id=draft.pk) is False
    assert found("secret") == []
    assert not SearchWord.objects.filter(word="secret").exists()


def test_a_withdrawn_post_is_forgotten(rye):
    factories.withdraw(rye)

    assert not SearchEntry.objects.exists()
    assert found("rye") == []


def test_a_deleted_post_is_forgotten(rye):
    factories.delete(rye)

    assert not SearchEntry.objects.exists()
    assert found("rye") == []


def test_forgetting_what_is_not_there_is_no_error():
    indexing.forget_post(post_id=12345)
    assert indexing.index_post(post_id=12345) is False


def test_indexing_twice_is_indexing_once(rye):
    indexing.index_post(post_id=rye.pk)
    indexing.index_post(post_id=rye.pk)

    assert SearchEntry.objects.count() == 1
    assert found("rye") == ["Rye, slowly"]


def test_who_has_quoted_a_text_hears_of_each_that_is_written_anew(rye, monkeypatch):
    spelt = factories.make_post("Spelt")
    monkeypatch.setattr(indexing, "BATCH", 1)
    before = PageChange.objects.count()
    indexing.rebuild()
    assert PageChange.objects.count() == before  # they are as they were

    SearchEntry.objects.filter(pk=rye.pk).update(text="What it said before.")

    def stop_after_the_first(_line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        indexing.rebuild(say=stop_after_the_first)
    assert rye.pk < spelt.pk
    assert [change.tags for change in PageChange.objects.order_by("pk")[before:]] == [["found"]]


def test_a_private_post_is_indexed_for_those_who_may_read_it(rye):
    PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)

    assert indexing.index_post(post_id=rye.pk) is True


def test_a_rebuild_mends_everything(rye, django_assert_num_queries):
    stale = factories.make_post("Spelt")
    PostPage.objects.filter(pk=stale.pk).update(live=False)
    SearchEntry.objects.filter(pk=rye.pk).update(title="wrong", words="wrong")
    SearchWord.objects.create(language="en", word="ghost", initial="g", length=5)
    said = []

    assert indexing.rebuild(say=said.append) == 1

    assert found("rye") == ["Rye, slowly"]
    assert found("wrong") == []
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == [rye.pk]
    words = set(SearchWord.objects.values_list("word", flat=True))
    assert "rye" in words
    assert not words & {"ghost", "spelt"}
    assert said == ["1 of 1 posts"]


def test_a_rebuild_mends_what_sqlite_has_lost(rye):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO content_searchmatch (content_searchmatch) VALUES ('delete-all')"
            )
        assert found("rye") == []

    indexing.rebuild()

    assert found("rye") == ["Rye, slowly"]


def test_the_command_says_how_many_can_be_found(rye, capsys):
    call_command("rebuild_search_index")

    assert "1 posts can be found" in capsys.readouterr().out


def test_a_text_of_any_length_can_be_indexed():
    words = " ".join(f"wort{number:05}" for number in range(60_000))
    factories.make_post("Endless", body=[("paragraph", f"<p>{words}</p>")])

    assert found("endless wort00007") == ["Endless"]


def test_every_word_is_listed_once_as_it_is_written():
    factories.make_post("Cafés, cafés", body=[("paragraph", "<p>Running</p>")])

    assert set(SearchWord.objects.values_list("word", "initial", "length")) == {
        ("cafes", "c", 5),
        ("running", "r", 7),
    }
