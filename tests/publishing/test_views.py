"""A shared preview, as somebody without an account sees it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.publishing.models import SharedPreview
from blog.publishing.services import preview, review
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(draft, ada):
    return preview.share(
        post_id=draft.pk,
        revision_id=draft.latest_revision_id,
        by=ada,
        expires_at=timezone.now() + timedelta(days=1),
    )


def test_a_stranger_reads_the_version_that_was_shared(draft, ada, shared):
    Desk.edit(draft, ada, title="Not for guests yet")

    answer = Client().get(f"/preview/{shared.token}/")

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Spelt, quickly" in words
    assert "Not for guests yet" not in words


def test_it_is_kept_nowhere_and_found_nowhere(shared):
    answer = Client().get(f"/preview/{shared.token}/")

    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_link_that_has_ended_leads_nowhere(draft, ada, shared):
    preview.revoke(post_id=draft.pk, preview_id=shared.preview_id, by=ada)

    for path in (f"/preview/{shared.token}/", "/preview/guessed/"):
        over = Client().get(path)
        assert over.status_code == 410
        assert "This preview has ended." in over.content.decode()


class TestRemarks:
    """What the guest of a link says, on the page of the link and at the desk."""

    @pytest.fixture
    def link(self, draft, ada):
        return preview.share(
            post_id=draft.pk,
            revision_id=draft.latest_revision_id,
            by=ada,
            expires_at=timezone.now() + timedelta(days=1),
            guest="Mei",
            takes_remarks=True,
        )

    @pytest.fixture
    def path(self, link):
        return f"/preview/{link.token}/"

    def is_kept_nowhere(self, answer):
        return (
            "noindex" in answer["X-Robots-Tag"]
            and answer["Cache-Control"] == "private, no-store"
            and answer["Referrer-Policy"] == "strict-origin"
        )

    def test_a_link_for_reading_has_no_form(self, shared):
        text = Client().get(f"/preview/{shared.token}/").text

        assert "Send the remark" not in text

    def test_said_and_shown_again(self, path):
        guest = Client()
        form = guest.get(path)
        assert "A preview for Mei" in form.text
        assert 'id="discussion"' not in form.text

        answer = guest.post(path, {"text": "One.\r\n<i>Two</i>.", "action": "remark"})
        after = guest.get(path)

        assert answer.status_code == 302
        assert answer["Location"] == f"{path}#guest-said"
        assert "One.<br>&lt;i&gt;Two&lt;/i&gt;." in after.text
        assert "Your remark was sent" in after.text
        for one in (form, answer, after):
            assert self.is_kept_nowhere(one)

    def test_an_approval_needs_no_words(self, path):
        guest = Client()

        assert guest.post(path, {"action": "approval"}).status_code == 302
        assert "You approved this version" in guest.get(path).text

    @pytest.mark.parametrize(
        ("text", "why"),
        [("  ", "Write your remark first."), ("word " * 401, "Write at most 2,000 characters.")],
    )
    def test_what_cannot_be_taken_comes_back(self, path, text, why):
        answer = Client().post(path, {"text": text, "action": "remark"})

        assert answer.status_code == 422
        assert "<title>Error: " in answer.text
        assert why in answer.text
        assert text.strip() in answer.text
        assert self.is_kept_nowhere(answer)

    def test_a_form_without_its_token_is_refused_and_given_back(self, path):
        guest = Client(enforce_csrf_checks=True)
        typed = {"text": "Name the mill.", "action": "remark"}

        refused = guest.post(path, typed, headers={"Origin": "http://testserver"})
        elsewhere = guest.post(path, typed, headers={"Origin": "https://evil.example"})
        token = guest.get(path).cookies["csrftoken"].value
        sent = guest.post(
            path, {**typed, "csrfmiddlewaretoken": token}, headers={"Origin": "http://testserver"}
        )

        assert refused.status_code == 403
        assert "Name the mill." in refused.text
        assert elsewhere.status_code == 403
        assert sent.status_code == 302

    def test_ended_meanwhile_the_text_is_given_back(self, draft, ada, link, path):
        preview.revoke(post_id=draft.pk, preview_id=link.preview_id, by=ada)

        answer = Client().post(path, {"text": "Name <the> mill.", "action": "remark"})

        assert answer.status_code == 410
        assert "This preview has ended." in answer.text
        assert "Name &lt;the&gt; mill.</textarea>" in answer.text
        assert self.is_kept_nowhere(answer)

    def test_a_link_for_reading_takes_nothing_and_gives_the_text_back(self, shared):
        answer = Client().post(f"/preview/{shared.token}/", {"text": "Name the mill."})

        assert answer.status_code == 409
        assert "Name the mill.</textarea>" in answer.text

    def test_its_cost_does_not_grow(self, path, django_assert_max_num_queries):
        guest = Client()
        guest.get(path)
        with CaptureQueriesContext(connection) as before:
            guest.get(path)
        at_first = len(before)
        for number in range(5):
            guest.post(path, {"text": f"Remark {number}", "action": "remark"})

        with django_assert_max_num_queries(at_first):
            assert "Remark 4" in guest.get(path).text

    def test_the_desk_shows_it_and_of_which_version(self, client, draft, ada, ed, path):
        Client().post(path, {"text": "One.\n<i>Two</i>.", "action": "remark"})
        Client().post(path, {"action": "approval"})
        review.submit(post_id=draft.pk, revision_id=Desk.newest(draft), by=ada)
        client.force_login(ed)

        for screen in ("", "review/"):
            text = client.get(f"/desk/posts/{draft.pk}/{screen}").text
            assert "One.\n&lt;i&gt;Two&lt;/i&gt;." in text
            assert "Mei, a guest, approved" in text
            assert "A guest’s approval decides nothing" in text
            assert "about an earlier version" not in text

        Desk.edit(draft, ada, title="Spelt, slowly")
        text = client.get(f"/desk/posts/{draft.pk}/").text
        assert text.count("about an earlier version") == 2
        assert "about an earlier version" not in client.get(f"/desk/posts/{draft.pk}/review/").text


def test_a_guest_who_may_leave_remarks_is_named(client, draft, ada):
    client.force_login(ada)
    typed = {"revision_id": Desk.newest(draft), "days": "14", "takes_remarks": "on"}

    refused = client.post(f"/desk/posts/{draft.pk}/share/", typed)
    shared = client.post(f"/desk/posts/{draft.pk}/share/", {**typed, "guest": "Mei"})

    assert refused.status_code == 422
    assert "Write the name of your guest" in refused.text
    assert '<option value="14" selected>' in refused.text
    assert "may leave remarks" in shared.text
    assert SharedPreview.objects.get().takes_remarks
