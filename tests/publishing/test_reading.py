"""What is read before a decision: the review, the history, two versions."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.content.models import PostPage
from blog.publishing.models import Submission
from blog.publishing.presenters.comparison import present_comparison
from blog.publishing.services import review
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


def compared(before, after):
    """What is different, by the name of the part."""
    return {part.name: part for part in present_comparison(before=before, after=after).changed}


def submit(post, by, **more):
    review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=by, **more)


class TestComparison:
    def test_tells_fields_pictures_tags_and_links(self, ada, bread, news):
        loaf, crumb = factories.make_image("A loaf"), factories.make_image("A crumb")
        post = Desk.write(
            ada,
            title="Rye",
            section=bread,
            hero_image=loaf,
            hero_alt="A dark loaf.",
            body=[("paragraph", '<p>Read <a href="https://a.example/">more</a>.</p>')],
            tags=["flour"],
        )
        before = PostPage.objects.get(pk=post.pk).latest_revision
        text = post.get_latest_revision_as_object()
        text.title, text.section = "Rye, slowly", news
        text.hero_image, text.hero_alt = crumb, "An open crumb."
        block = text.body.get_prep_value()[0]
        text.body = [{**block, "value": block["value"].replace("a.example", "b.example")}]
        text.tags.add(factories.make_tag("water"))

        found = compared(before, text.save_revision(user=ada))

        assert {"Title", "Section", "Picture at the top", "Tags"} <= found.keys()
        (paragraph,) = (part for name, part in found.items() if "ext" in name or "aragraph" in name)
        notes = [run.note for run in paragraph.lines[0].runs if run.note]
        assert notes == [
            "now link to https://b.example/, before link to https://a.example/",
        ]

    def test_every_kind_of_block_is_read(self, ada, bread):
        image = factories.make_image("A loaf")
        picture = {"image": image.pk, "alt_text": "A dark loaf.", "decorative": False}
        body = [
            ("heading", {"text": "Flour", "level": "2", "anchor": ""}),
            ("image", {"image": picture, "caption": "The loaf"}),
            ("quote", {"text": "Wait.", "source": "Ada", "cite_url": "", "language": ""}),
            ("divider", None),
            ("gallery", {"images": [{"image": picture, "caption": "One"}], "caption": "All"}),
            (
                "table",
                {
                    "caption": "Hours",
                    "header_column": False,
                    "table": {
                        "columns": [{"type": "text", "heading": "Flour"}],
                        "rows": [{"values": ["Rye"]}],
                        "caption": "",
                    },
                },
            ),
        ]
        post = Desk.write(ada, section=bread, body=body)
        revision = PostPage.objects.get(pk=post.pk).latest_revision

        parts = present_comparison(before=None, after=revision).parts
        words = " ".join(run.text for part in parts for line in part.lines for run in line.runs)

        for expected in ("Flour", "A dark loaf.", "The loaf", "Wait.", "One", "Rye", "Hours"):
            assert expected in words

    def test_of_a_first_text_nothing_is_marked(self, draft):
        found = present_comparison(before=None, after=draft.latest_revision)

        assert found.is_new
        assert found.changed == ()


class TestReview:
    def test_shows_what_is_submitted_beside_what_readers_have(self, client, live, ada, ed):
        Desk.edit(live, ada, title="Oats, at once")
        submit(live, ada, note="Shorter.")
        client.force_login(ed)

        text = client.get(f"/desk/posts/{live.pk}/review/").text

        assert '<del class="diff__removed">' in text
        assert '<ins class="diff__added">' in text
        assert "removed: " in text
        assert "Shorter." in text

    def test_leads_to_the_previous_and_the_next(self, client, ada, ed, bread):
        first, second, third = (
            Desk.write(ada, title=f"Text {number}", section=bread) for number in range(3)
        )
        for post in (first, second, third):
            submit(post, ada)
        client.force_login(ed)

        text = client.get(f"/desk/posts/{second.pk}/review/").text

        assert f'rel="prev" href="/desk/posts/{first.pk}/review/"' in text
        assert f'rel="next" href="/desk/posts/{third.pk}/review/"' in text

    def test_what_does_not_wait_is_shown_on_its_own_screen(self, client, draft, ed):
        client.force_login(ed)

        answer = client.get(f"/desk/posts/{draft.pk}/review/")

        assert answer["Location"] == f"/desk/posts/{draft.pk}/"

    def test_what_an_author_typed_is_text(self, client, ada, ed, bread):
        post = Desk.write(ada, title="<script>alert(1)</script>", section=bread)
        submit(post, ada)
        client.force_login(ed)

        assert "<script>alert" not in client.get(f"/desk/posts/{post.pk}/review/").text


class TestRemarks:
    def test_what_is_said_of_a_place_is_kept_with_its_name(self, client, draft, ada, ed):
        submit(draft, ada)
        block = draft.latest_revision.as_object().body[0].id
        client.force_login(ed)
        page = client.get(f"/desk/posts/{draft.pk}/review/").text
        assert f'name="at-{block}"' in page
        assert f": Title, “{draft.title}”</span></summary>" in page

        said = {"revision_id": Desk.newest(draft), f"at-{block}": "Which flour?", "at-title": ""}
        assert client.post(f"/desk/posts/{draft.pk}/request-changes/", said).status_code == 302

        (remark,) = Submission.objects.get().remarks
        assert (remark["place"], remark["text"]) == (block, "Which flour?")
        client.force_login(ada)
        text = client.get(f"/desk/posts/{draft.pk}/").text
        assert "Which flour?" in text
        assert f"#block-{block}-section" in text

    def test_what_was_said_too_late_is_given_back(self, client, draft, ada, ed):
        submit(draft, ada)
        review.withdraw(post_id=draft.pk, by=ada)
        client.force_login(ed)

        said = {"revision_id": Desk.newest(draft), "at-title": "Shorter, please."}
        answer = client.post(f"/desk/posts/{draft.pk}/request-changes/", said)

        assert answer.status_code == 409
        assert "Shorter, please." in answer.text


class TestHistory:
    def test_names_what_became_of_a_version(self, client, draft, ada, ed):
        submit(draft, ada)
        review.approve(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed)
        client.force_login(ada)

        assert "approved" in client.get(f"/desk/posts/{draft.pk}/history/").text

    def test_tells_what_came_since_readers_got_their_text(self, client, live, ada):
        client.force_login(ada)
        assert (
            "Since readers got their text" not in client.get(f"/desk/posts/{live.pk}/history/").text
        )

        Desk.edit(live, ada, title="Oats, at once")

        assert "Since readers got their text" in client.get(f"/desk/posts/{live.pk}/history/").text

    def test_compares_any_two_whichever_is_named_first(self, client, draft, ada):
        old = draft.latest_revision_id
        new = Desk.edit(draft, ada, title="Spelt, slowly").pk
        client.force_login(ada)

        one = client.get(f"/desk/posts/{draft.pk}/compare/?old={old}&new={new}")
        other = client.get(f"/desk/posts/{draft.pk}/compare/?old={new}&new={old}")

        for answer in (one, other):
            assert answer.context_data["old"].pk == old
            assert answer.context_data["new"].pk == new

    def test_an_earlier_text_becomes_the_newest(self, client, draft, ada):
        old = draft.latest_revision_id
        Desk.edit(draft, ada, title="Spelt, slowly")
        client.force_login(ada)

        client.post(f"/desk/posts/{draft.pk}/history/{old}/restore/")

        newest = PostPage.objects.get(pk=draft.pk).get_latest_revision()
        assert newest.content["title"] == "Spelt, quickly"

    def test_somebody_else_does_not_see_it(self, client, draft, tom):
        client.force_login(tom)

        for page in ("history", "compare"):
            assert client.get(f"/desk/posts/{draft.pk}/{page}/").status_code == 403


class TestManyInFlight:
    """What an editor with many texts meets: what is the same is folded, a reason is said once."""

    def test_what_is_the_same_is_folded(self, client, live, ada, ed):
        Desk.edit(live, ada, title="Oats, at once")
        submit(live, ada)
        client.force_login(ed)

        text = client.get(f"/desk/posts/{live.pk}/review/").text

        folded = re.findall(
            r'<details class="diff__same">.*?</details>\s*(?=<div|</div)', text, re.S
        )
        assert re.search(r"\d+ parts are the same", folded[0])
        assert not any("data-change" in part for part in folded)
        assert "Oats, at once" not in folded[0]

    def test_nothing_is_folded_of_a_new_text(self, client, draft, ada, ed):
        submit(draft, ada)
        client.force_login(ed)

        assert "diff__same" not in client.get(f"/desk/posts/{draft.pk}/review/").text

    def test_a_review_is_one_of_those_that_wait(self, client, draft, ada, ed):
        submit(draft, ada)
        client.force_login(ed)

        text = client.get(f"/desk/posts/{draft.pk}/review/").text

        assert re.search(r'href="/desk/review/" aria-current="page"', text)

    def test_a_reason_is_said_once(self, client, draft, ed):
        submit(draft, ed)
        client.force_login(ed)

        text = client.get(f"/desk/posts/{draft.pk}/").text

        assert text.count("You submitted this text.") == 1
        assert text.count("For the same reason.") == 2
        assert text.count('aria-describedby="why-approve"') == 3

    def test_ways_lead_to_each_kind_of_work(self, client, ada, ed, bread, news):
        for number in range(3):
            post = Desk.write(ada, title=f"Text {number}", section=bread)
            if number:
                submit(post, ada)
        review.approve(post_id=post.pk, revision_id=Desk.newest(post), by=ed)
        client.force_login(ed)

        text = client.get("/desk/?whose=all").text

        assert 'href="#group-submitted"' in text
        assert 'id="group-submitted"' in text

    @pytest.mark.parametrize("page", ["review", "compare", "history", "checklist", ""])
    def test_a_long_text_takes_no_more_questions(self, client, live, ada, ed, page):
        counted = []
        for number in (1, 8):
            body = [("paragraph", f"<p>Once more, {number}.</p>")]
            for n in range(number):
                picture = {
                    "image": factories.make_image(f"Loaf {n}"),
                    "alt_text": f"Loaf {n}",
                    "decorative": False,
                }
                document = factories.make_document(f"Recipe {n}.txt")
                tag = f'<p><a linktype="page" id="{live.pk}">Oats</a> and '
                tag += f'<a linktype="document" id="{document.pk}">a list</a></p>'
                body += [
                    ("image", {"image": picture, "caption": ""}),
                    ("file", {"file": document, "title": "", "description": ""}),
                    ("paragraph", tag),
                ]
            text = PostPage.objects.get(pk=live.pk).get_latest_revision_as_object()
            text.body = body
            text.tags.set([factories.make_tag(f"tag {n}") for n in range(number)])
            text.save_revision(user=ada, clean=False)
            submit(live, ada)
            client.force_login(ed)
            client.get("/desk/")
            with CaptureQueriesContext(connection) as asked:
                assert (
                    client.get(f"/desk/posts/{live.pk}/{page}{'/' if page else ''}").status_code
                    == 200
                )
            counted.append(len(asked))
            review.withdraw(post_id=live.pk, by=ada)

        assert counted[0] == counted[1]
