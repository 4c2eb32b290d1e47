"""The conversation over HTTP: whole pages, parts for htmx, strangers, and every refusal."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.comments import selectors
from blog.comments.forms.conversation import EditForm
from blog.comments.models import Comment, Conversation, ListedPhrase
from blog.comments.services import changing, moderation, posting
from blog.content.models import PostPage
from blog.web.shown import Shown, noting
from tests import factories

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def talk(rye, rosa, ravi, open_house):
    """Rosa's comment and Ravi's answer, a minute ago."""
    at = timezone.now() - timedelta(minutes=1)
    first = posting.post_comment(post=rye, by=rosa, at=at, source="I added *caraway*.")
    answer = posting.post_comment(post=rye, by=ravi, at=at, source="Ground?", parent=first)
    return first, answer


def page_of(client, path, **more):
    return client.get(path, **more).content.decode()


def test_a_stranger_reads_it_in_the_posts_own_html(
    client, rye, talk, django_assert_max_num_queries
):
    response = client.get(rye.get_url())
    html = response.content.decode()

    assert "<em>caraway</em>" in html
    assert "in reply to Rosa" in html
    assert "2 comments" in html
    assert '"@type":"Comment"' in html
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "cookie" not in response["Vary"].lower()
    assert f"post:{rye.pk}" in response["Cache-Tag"]


def test_no_page_shows_what_waits_or_was_rejected(client, rye, talk, mo, rosa):
    _first, answer = talk
    moderation.decide(
        comment=answer,
        by=mo,
        at=timezone.now(),
        approve=False,
        code="spam",
        revision_id=answer.revision_id,
        last_decision_id=answer.decisions.last().pk,
    )
    html = page_of(client, rye.get_url())
    assert "Ground?" not in html
    client.force_login(rosa)
    for deed in ("reply", "report", "recommend", "hide-author"):
        assert client.get(f"/comments/on/{answer.pk}/{deed}/").status_code == 404


def test_an_answer_posts_without_scripts_and_returns_to_it(client, rye, talk, rosa):
    _first, answer = talk
    client.force_login(rosa)
    form = page_of(client, f"/comments/on/{answer.pk}/reply/")
    token = re.search(r'name="token" value="([^"]+)"', form)[1]
    for _again in range(2):
        response = client.post(
            f"/comments/on/{answer.pk}/reply/", {"text": "Whole.", "token": token}
        )
    made = Comment.objects.get(source="Whole.")
    assert made.parent == answer
    assert response.status_code == 302
    assert response["Location"] == f"{rye.get_url()}?comment={made.pk}#comment-{made.pk}"
    assert f'id="comment-{made.pk}"' in page_of(client, response["Location"])


def test_htmx_gets_the_comment_an_announcement_and_a_new_form(client, rye, talk, rosa):
    client.force_login(rosa)
    response = client.post(f"/comments/{rye.pk}/write/", {"text": "And honey."}, headers=PART)
    html = response.content.decode()

    made = Comment.objects.get(source="And honey.")
    assert f'id="comment-{made.pk}"' in html
    assert html.count("autofocus") == 1
    assert 'id="live" data-hx-swap-oob="innerHTML">Posted.' in html
    assert 'id="write" data-hx-swap-oob' in html
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("headers", [PART, {}])
def test_what_cannot_be_posted_comes_back_with_its_text(client, rye, talk, rosa, headers):
    client.force_login(rosa)
    url = f"/comments/{rye.pk}/write/"
    long = client.post(url, {"text": "x" * 5001}, headers=headers)
    assert long.status_code == 422
    assert "1 character too long" in long.content.decode()
    assert "x" * 5001 in long.content.decode()
    assert "autofocus" in long.content.decode()
    twice = client.post(url, {"text": "I added *caraway*."}, headers=headers)
    assert twice.status_code == 422
    assert "You have said this here already" in twice.content.decode()

    rye.comments_close_after = 1
    rye.save()
    closed = client.post(url, {"text": "Too late, but long."}, headers=headers)
    assert closed.status_code == 409
    assert "Too late, but long." in closed.content.decode()


@pytest.mark.parametrize("first", ["refused", "empty"])
def test_an_empty_form_is_kept_and_never_what_somebody_typed_into_it(
    client, rye, talk, rosa, ravi, first
):
    url = f"/comments/{rye.pk}/write/"
    typed = {"text": "My own words " * 600}

    def field(response):
        return re.search(r"<textarea.*?</textarea>", response.content.decode(), re.S)[0]

    client.force_login(rosa)
    if first == "empty":
        client.get(url, headers=PART)
    refused = client.post(url, typed, headers=PART)
    client.force_login(ravi)
    empty = client.get(url, headers=PART)

    assert refused.status_code == 422
    assert "My own words" in field(refused)
    assert 'aria-invalid="true"' in field(refused)
    assert "My own words" not in field(empty)
    assert "aria-invalid" not in field(empty)


def test_a_preview_posts_nothing(client, rye, talk, rosa):
    client.force_login(rosa)
    url = f"/comments/{rye.pk}/write/"
    html = client.post(url, {"text": "**So** it is.", "preview": "1"}).content.decode()
    assert "<strong>So</strong> it is." in html
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("deed", "place", "way"),
    [
        ("{post}/write", "#write", "outerHTML"),
        ("on/{first}/reply", "#slot-{first}", "innerHTML"),
        ("on/{first}/edit", "#slot-{first}", "innerHTML"),
    ],
)
def test_a_preview_takes_the_place_of_the_form_and_the_browser_keeps_its_copy(
    client, rye, talk, rosa, deed, place, way
):
    first, _answer = talk
    client.force_login(rosa)
    names = {"post": rye.pk, "first": first.pk}
    sent = {"text": "**So** it is.", "preview": "1", "keep": "comment-1"}
    sent["revision"] = first.revision_id
    response = client.post(f"/comments/{deed.format(**names)}/", sent, headers=PART)
    assert "<strong>So</strong> it is." in response.content.decode()
    assert response["HX-Retarget"] == place.format(**names)
    assert response["HX-Reswap"] == way
    assert "sent-forms" not in response.cookies


@pytest.mark.parametrize(("marked", "quoted"), [("", "> I added *caraway*."), ("added", "> added")])
def test_a_quotation_comes_before_what_was_typed(client, talk, rosa, marked, quoted):
    first, _answer = talk
    client.force_login(rosa)
    sent = {"text": "Yes & no", "quote": marked, "token": "1f0e9e0c-8f5c-4f6e-9d1e-0d8f6c1b2a3d"}
    page = client.post(f"/comments/on/{first.pk}/reply/", sent)

    assert page.status_code == 200
    html = page.content.decode()
    assert f"{quoted}\n\nYes &amp; no</textarea>".replace("> ", "&gt; ", 1) in html
    assert sent["token"] in html
    assert Comment.objects.count() == 2


def test_who_began_to_edit_in_time_is_not_hurried(client, talk, rosa):
    first, _answer = talk
    client.force_login(rosa)
    now, url = timezone.now(), f"/comments/on/{first.pk}/edit/"
    Comment.objects.filter(pk=first.pk).update(written_at=now - timedelta(minutes=20))
    form = EditForm(by=rosa, comment=first, at=now - timedelta(minutes=10))
    change = {"text": "I added fennel.", "revision": first.revision_id}

    assert client.post(url, {**change, "begun": f"{now.isoformat()}:forged"}).status_code == 409
    assert client.post(url, {**change, "begun": form["begun"].value()}).status_code == 302
    first.refresh_from_db()
    assert first.source == "I added fennel."


def test_an_edit_a_deletion_and_its_undo(client, rye, talk, rosa):
    first, _answer = talk
    client.force_login(rosa)
    url = f"/comments/on/{first.pk}"
    change = {"text": "I added fennel.", "revision": first.revision_id}
    assert client.post(f"{url}/edit/", change).status_code == 302
    stale = client.post(f"{url}/edit/", {**change, "text": "Again."})
    assert stale.status_code == 409
    assert "Again." in stale.content.decode()

    gone = client.post(f"{url}/delete/", headers=PART).content.decode()
    assert "You deleted this comment." in gone
    assert "This comment was deleted by its author." in page_of(client, rye.get_url())
    back = client.post(f"{url}/restore/", headers=PART).content.decode()
    assert "I added fennel." in back


def test_nobody_touches_somebody_elses(client, rye, talk, ravi):
    first, _answer = talk
    client.force_login(ravi)
    url = f"/comments/on/{first.pk}"
    change = {"text": "Mine.", "revision": first.revision_id}
    assert client.post(f"{url}/edit/", change, headers=PART).status_code == 403
    assert client.post(f"{url}/delete/", headers=PART).status_code == 403
    assert client.post(f"{url}/restore/", headers=PART).status_code == 404
    assert client.get(f"{url}/edit/").status_code == 403
    assert client.get(f"{url}/delete/").status_code == 403
    assert client.get(f"{url}/appeal/").status_code == 403
    first.refresh_from_db()
    assert (first.source, first.deleted_at) == ("I added *caraway*.", None)


def test_recommending_reporting_hiding_and_following(client, rye, talk, ravi):
    first, _answer = talk
    client.force_login(ravi)
    url = f"/comments/on/{first.pk}"
    for _again in range(2):
        done = client.post(f"{url}/recommend/", headers=PART).content.decode()
        assert "data-on" in done
        assert "?wanted=no" in done
    assert first.reactions.count() == 1
    back = client.post(f"{url}/recommend/?wanted=no", headers=PART).content.decode()
    assert "data-on" not in back
    assert first.reactions.count() == 0
    assert client.post(f"{url}/report/", {"complaint": "nothing"}).status_code == 422
    assert "Thank you" in client.post(f"{url}/report/", {"complaint": "spam"}).content.decode()
    assert client.post(f"{url}/report/", {"complaint": "spam"}).status_code == 409
    client.post(f"{url}/hide-author/")
    assert f'data-comment="{first.pk}"' in page_of(client, f"/comments/{rye.pk}/write/")
    followed = client.post(f"/comments/{rye.pk}/follow/", {"wanted": "yes"}, headers=PART)
    assert "Stop following" in followed.content.decode()


def test_a_thread_is_followed_from_its_first_comment(client, rye, talk, ravi):
    first, answer = talk
    assert f'id="follow-{first.pk}"' in page_of(client, rye.get_url())
    assert f'id="follow-{answer.pk}"' not in page_of(client, rye.get_url())
    client.force_login(ravi)
    url = f"/comments/on/{first.pk}/follow/"

    assert "Follow this thread" in page_of(client, url)
    done = client.post(url, headers=PART).content.decode()
    assert "data-on" in done
    assert "You follow this thread." in done
    own = page_of(client, f"/comments/{rye.pk}/write/", headers=PART)
    assert "You follow 1 thread here." in own
    assert f'data-follow="{first.pk}"' in own
    assert "Stop following this thread" in page_of(client, url)
    assert client.post(f"{url}?wanted=no")["Location"].endswith(f"#comment-{first.pk}")
    assert "You follow" not in page_of(client, f"/comments/{rye.pk}/write/")


def test_what_one_follows_stands_in_a_list_and_ends_there(client, rye, talk, ravi):
    client.force_login(ravi)
    assert "You follow nothing yet" in page_of(client, "/comments/followed/")
    client.post(f"/comments/on/{talk[0].pk}/follow/")
    client.post(f"/comments/{rye.pk}/follow/", {"wanted": "yes"})

    page = page_of(client, "/comments/followed/")
    assert "I added *caraway*." in page
    assert "The whole conversation" in page
    for number in re.findall(r'name="follow" value="(\d+)"', page):
        client.post("/comments/followed/", {"follow": number})
    assert "You follow nothing yet" in page_of(client, "/comments/followed/")


@pytest.mark.parametrize(
    "deed", ["reply", "edit", "delete", "report", "recommend", "follow", "hide-author"]
)
def test_a_stranger_is_led_to_the_door(client, talk, deed):
    url = f"/comments/on/{talk[0].pk}/{deed}/"
    assert client.get(url)["Location"].startswith("/accounts/login/?next=")
    assert "/accounts/login/" in client.post(url, {"text": "Words."})["Location"]


def test_for_a_stranger_the_page_keeps_its_link_to_the_form(client, rye, talk):
    write = f"/comments/{rye.pk}/write/"
    assert f'href="{write}"' in page_of(client, rye.get_url())

    answer = client.get(write, headers=PART)
    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get("/comments/999999/write/", headers=PART).status_code == 404
    assert client.get(write)["Location"] == f"/accounts/login/?next={write}"


def test_a_form_needs_its_token(rye, talk, rosa):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(rosa)
    response = client.post(f"/comments/{rye.pk}/write/", {"text": "Forged."})
    assert response.status_code == 403
    assert not Comment.objects.filter(source="Forged.").exists()


def test_new_comments_are_counted_and_brought_when_asked(client, rye, talk, ravi):
    first, _answer = talk
    url = f"/comments/{rye.pk}"
    news = page_of(client, f"{url}/news/?since={first.pk}&known=0", headers=PART)
    assert "Show 1 new comment" in news
    assert client.get(f"{url}/news/?since={first.pk}&known=1").status_code == 204
    assert "Ground?" in page_of(client, f"{url}/new/?since={first.pk}", headers=PART)
    client.force_login(ravi)
    assert client.get(f"{url}/news/?since={first.pk}").status_code == 204


def test_the_own_waiting_comment_is_shown_to_its_author_with_the_reason(client, rye, rosa, mo):
    comment = posting.post_comment(post=rye, by=rosa, at=timezone.now(), source="First words.")
    client.force_login(rosa)
    assert "Until then only you see it" in page_of(client, f"/comments/{rye.pk}/write/")
    moderation.decide(
        comment=comment,
        by=mo,
        at=timezone.now(),
        approve=False,
        code="off_topic",
        text="About bread, please.",
        revision_id=comment.revision_id,
        last_decision_id=comment.decisions.last().pk,
    )
    html = page_of(client, f"/comments/{rye.pk}/write/")
    assert "It is not about the post" in html
    assert "About bread, please." in html
    appeal = client.post(f"/comments/on/{comment.pk}/appeal/", {"text": "It is about bread."})
    assert "Another moderator will decide" in appeal.content.decode()
    assert "You have appealed." in page_of(client, f"/comments/{rye.pk}/write/")


def test_a_name_is_asked_once(client, rye, open_house):
    nameless = factories.make_user("n@example.com")
    client.force_login(nameless)
    url = f"/comments/{rye.pk}/write/"
    assert client.post(url, {"text": "Hello."}).status_code == 422
    client.post(url, {"text": "Hello.", "name": "Nell"})
    assert Comment.objects.get().author_name == "Nell"
    assert 'name="name"' not in page_of(client, url)
    assert "n@example.com" not in page_of(client, rye.get_url())


def test_a_conversation_on_a_hidden_post_is_hidden_too(client, rye, talk):
    PostPage.objects.filter(pk=rye.pk).update(live=False)
    assert client.get(f"/comments/{rye.pk}/", headers=PART).status_code == 404
    assert client.get(f"/comments/on/{talk[0].pk}/").status_code == 404


@pytest.mark.parametrize("order", ["oldest", "newest", "best"])
def test_pages_of_a_long_conversation_hold_every_comment_once(
    client, rye, rosa, noon, open_house, order, django_assert_max_num_queries
):
    factories.make_conversation(rye, rosa, at=noon, threads=60, answers=2)
    seen, url = [], f"/comments/{rye.pk}/?sort={order}"
    while url:
        with django_assert_max_num_queries(20):
            html = page_of(client, url, headers=PART)
        seen += re.findall(r'<li id="comment-(\d+)"', html)
        more = re.search(r'data-hx-get="([^"]+after=\d+)"', html)
        url = more and more[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 180


def test_a_page_is_kept_no_longer_than_its_conversation_is_open(rye, open_house):
    Conversation.objects.update(close_after=7)
    at = timezone.now()
    published = at - timedelta(days=7) + timedelta(minutes=10)
    PostPage.objects.filter(pk=rye.pk).update(first_published_at=published)
    rye.refresh_from_db()
    with noting(Shown()) as shown:
        thread = selectors.get_thread(rye, at=at)
    assert shown.until == thread.closes_at.timestamp()

    closed = thread.closes_at + timedelta(minutes=1)
    with noting(Shown()) as shown:
        assert selectors.get_thread(rye, at=closed).closed
    assert shown.until is None or shown.until > closed.timestamp()


def test_an_author_reads_why_a_comment_waits(client, rye, talk, rosa):
    ListedPhrase.objects.create(text="cheap pills", weight="suspect")
    client.force_login(rosa)
    write = f"/comments/{rye.pk}/write/"

    sent = client.post(write, {"text": "No cheap pills here."}, headers=PART).content.decode()
    own = page_of(client, write)

    for page in (sent, own):
        assert "It has a word that a moderator looks at first." in page
    assert "Posted. " not in sent


def test_a_report_is_about_the_text_that_was_read(client, rye, talk, rosa, ravi):
    first, _answer = talk
    read = first.revision_id
    client.force_login(ravi)
    url = f"/comments/on/{first.pk}/report/"
    assert f'name="revision_id" value="{read}"' in page_of(client, url)
    changing.edit_comment(comment=first, by=rosa, at=timezone.now(), source="I meant no harm.")

    client.post(url, {"complaint": "abusive", "revision_id": read})

    report = first.reports.get()
    assert report.revision_id == read
    assert report.revision.source == "I added *caraway*."


def test_what_is_ones_own_comes_beside_the_page_that_is_the_same_for_all(client, rye, talk, ada):
    first, answer = talk
    client.force_login(ada)
    client.post(f"/comments/on/{answer.pk}/recommend/", headers=PART)
    client.post(f"/comments/on/{answer.pk}/follow/", headers=PART)
    post = client.get(rye.get_url())
    mine = client.get(f"/comments/{rye.pk}/write/", headers=PART)

    assert "data-on" not in post.content.decode()
    assert "public" in post["Cache-Control"]
    marks = re.search("<own-marks[^>]*>", mine.content.decode())[0]
    assert f'data-recommend="{answer.pk}"' in marks
    assert f'data-follow="{first.pk}"' in marks
    assert "no-store" in mine["Cache-Control"]
    client.post(f"/comments/on/{answer.pk}/recommend/?wanted=no", headers=PART)
    again = page_of(client, f"/comments/{rye.pk}/write/", headers=PART)
    assert "data-recommend" not in again


def test_a_form_that_came_without_its_token_is_shown_again_without_one(client, rye, rosa):
    client.force_login(rosa)
    refused = client.post(f"/comments/{rye.pk}/write/", {"text": "", "token": ""}, headers=PART)
    wrong = {"text": "", "token": '"><b>'}
    escaped = client.post(f"/comments/{rye.pk}/write/", wrong, headers=PART)

    assert '<input type="hidden" name="token" id="comment-token">' in refused.text
    assert 'name="token" value="&quot;&gt;&lt;b&gt;" id=' in escaped.text


@pytest.mark.parametrize("source", ["\u3164", "&nbsp;", "> ", "[](https://a.example)"])
def test_nobody_posts_an_empty_place(client, rye, talk, rosa, source):
    client.force_login(rosa)
    refused = client.post(f"/comments/{rye.pk}/write/", {"text": source})

    assert refused.status_code == 422
    assert "Write something first." in refused.content.decode()
    assert Comment.objects.count() == 2


def test_what_is_too_long_is_not_read_for_a_preview_either(client, rye, talk, rosa, monkeypatch):
    client.force_login(rosa)
    monkeypatch.setattr(selectors, "get_preview", None)  # would fail if it was asked for
    for words in ("[" * 5001, "x" * 1_000_000):
        for way in ({"preview": "1"}, {}):
            sent = {"text": words, **way}
            refused = client.post(f"/comments/{rye.pk}/write/", sent, headers=PART)
            assert refused.status_code == 422
            assert words in refused.content.decode()


def test_whose_comment_is_not_shown_reads_all_of_it_where_its_address_leads(
    client, rye, rosa, ravi, mo, open_house
):
    ListedPhrase.objects.create(text="yeast", weight="suspect")
    words = f"Yeast. {'All of this is long. ' * 20}The end."
    held = posting.post_comment(post=rye, by=rosa, at=timezone.now(), source=words)
    client.force_login(rosa)

    page = client.get(held.get_absolute_url(), follow=True)
    assert page.redirect_chain[0][0] == f"/comments/{rye.pk}/write/#{held.anchor}"
    html = page.content.decode()
    assert f'<li id="{held.anchor}"' in html
    assert "Waiting for a moderator. Until then only you see it." in html
    assert "The end." in html
    assert f'id="{held.anchor}"' not in page_of(client, f"/comments/{rye.pk}/write/", headers=PART)
    client.force_login(ravi)
    assert client.get(held.get_absolute_url()).status_code == 404


def test_what_is_new_leaves_out_whom_one_hides(client, rye, talk, rosa, ravi, ada):
    _first, answer = talk
    client.force_login(ada)
    asked = client.post(f"/comments/on/{answer.pk}/hide-author/")
    assert asked["Location"] == f"{rye.get_url()}#discussion"
    at = timezone.now()
    posting.post_comment(post=rye, by=ravi, at=at, source="Hidden from Ada.")
    news = f"/comments/{rye.pk}/news/?since={answer.pk}"
    assert client.get(news, headers=PART).status_code == 204
    posting.post_comment(post=rye, by=rosa, at=at, source="For everybody.")

    assert "Show 1 new comment<" in page_of(client, news, headers=PART)
    new = page_of(client, f"/comments/{rye.pk}/new/?since={answer.pk}", headers=PART)
    assert "For everybody." in new
    assert "Hidden from Ada." not in new


def test_ones_own_comment_is_edited_and_deleted_in_its_place(client, rye, talk, rosa):
    first, _answer = talk
    client.force_login(rosa)
    own = page_of(client, f"/comments/{rye.pk}/write/", headers=PART)
    tools = re.search(f'<template data-own="{first.pk}">(.*?)</template>', own, re.DOTALL)[1]

    assert f'data-hx-get="/comments/on/{first.pk}/edit/"' in tools
    assert f'data-hx-get="/comments/on/{first.pk}/delete/"' in tools
    Comment.objects.update(written_at=timezone.now() - timedelta(minutes=16))
    own = page_of(client, f"/comments/{rye.pk}/write/", headers=PART)
    assert "/edit/" not in own
    assert "<template" not in page_of(client, f"/comments/{rye.pk}/write/")


def test_the_conversation_of_a_closed_part_is_paged_for_whom_it_is_open_to(client, rye, talk, ed):
    fence = rye.view_restrictions.create(restriction_type="groups")
    fence.groups.set(ed.groups.all())
    url = f"/comments/{rye.pk}/?sort=newest"
    assert client.get(url, headers=PART).status_code == 404
    client.force_login(ed)
    answer = client.get(url, headers=PART)

    assert "Ground?" in answer.content.decode()
    assert "public" not in answer["Cache-Control"]
