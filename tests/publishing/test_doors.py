"""Whichever door a post leaves by: the same rules let it out. Each of Wagtail's, as each role."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.content.models import PostIndexPage, PostPage
from blog.errors import Conflict
from blog.publishing.models import Release, Schedule, Submission, TrashedPost
from blog.publishing.rules.workflow import State
from blog.publishing.selectors import states
from blog.publishing.services import gate, trash
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

SOURCE = Path(__file__).resolve().parents[2] / "src" / "blog"
NOBODY_ELSE = re.compile(
    r"\b(PublishPageRevisionAction|UnpublishPageAction|PublishRevisionAction|DeletePageAction"
    r"|CopyPageAction|MovePageAction)\b|\.unpublish\(|evision\.publish\(|\.publish\(\s*(rev|user|log)"
    r"|update\([^)]*\blive="
)
# The gate, and the services for pages that are no posts.
MAY = {
    "publishing/services/gate.py",
    "publishing/services/pages.py",
    "publishing/services/release.py",
}


def test_nothing_else_calls_wagtails_actions():
    for file in SOURCE.rglob("*.py"):
        place = str(file.relative_to(SOURCE))
        if place in MAY or "migrations" in file.parts:
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            ours = re.search(r"\b(release|withdrawal|moderation|posting)\.(un)?publish\(", line)
            assert ours or not NOBODY_ELSE.search(line), f"{place}:{number}: {line}"


def form_of(post=None, **changes):
    """Return what the editor's form sends."""
    data = {
        "title": "Spelt, quickly",
        "slug": "spelt-quickly",
        "subtitle": "",
        "summary": "In a sentence.",
        "body": streamfield([("paragraph", rich_text("<p>Flour, water, salt.</p>"))]),
        "hero_alt": "",
        "hero_caption": "",
        "bylines": inline_formset([]),
        "comments": inline_formset([]),
        "tags": "",
        "comment_policy": "inherit",
        "comment_moderation": "inherit",
        "comments_close_after": "",
        "seo_title": "",
        "search_description": "",
        "canonical_url": "",
        "social_title": "",
        "social_description": "",
    }
    if post:
        data |= {
            "loaded_revision_id": post.latest_revision_id,
            "loaded_revision_created_at": post.latest_revision.created_at.isoformat(),
            "section": post.section_id or "",
        }
    return nested_form_data({**data, **changes})


def send(client, by, post, button="", **changes):
    client.force_login(by)
    data = form_of(post, **changes)
    if button:
        data[button] = "1"
    return client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)


def is_public(post):
    return PostPage.objects.get(pk=post.pk).live


@pytest.fixture
def mo(db):
    """A moderator."""
    Group.objects.get_or_create(name="Moderator")
    return factories.make_user("mo@example.com", roles=["Moderator"])


def test_an_editor_publishes_in_the_editor_what_another_approved(client, draft, ada, ed, eve):
    send(client, ada, draft, "action-submit")
    text = Submission.objects.get().revision
    from blog.publishing.services import review

    review.approve(post_id=draft.pk, revision_id=text.pk, by=ed)
    from blog.publishing.services import release

    release.publish(post_id=draft.pk, revision_id=text.pk, by=eve)

    assert is_public(draft)


def test_the_editors_own_words_wait_for_a_second_pair_of_eyes(client, draft, ed):
    """Saving in the editor makes whoever saves its last writer."""
    answer = send(client, ed, draft, "action-publish", summary="Ed's words.")

    assert answer.status_code == 302
    assert not is_public(draft)
    page = client.get(answer["Location"])
    assert "You wrote the last change to this text." in page.content.decode()
    newest = PostPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert newest.summary == "Ed's words."


def test_where_one_is_enough_the_button_publishes(client, live, ed):
    send(client, ed, live, "action-publish", title="Oats, quickly", slug=live.slug)

    assert PostPage.objects.get(pk=live.pk).title == "Oats, quickly"
    assert Release.objects.first().by == ed


def test_an_author_who_presses_publish_saves_a_draft(client, draft, ada):
    answer = send(client, ada, draft, "action-publish", title="Hers")

    assert not is_public(draft)
    assert "does not have the right" in client.get(answer["Location"]).content.decode()
    assert PostPage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Hers"


def test_a_stale_form_is_given_back_and_nothing_is_saved(client, live, ada, ed):
    """Plain Wagtail lets the form that is sent last win."""
    stale = PostPage.objects.get(pk=live.pk)
    Desk.edit(live, ada, title="Ada's")
    before = live.revisions.count()

    for button in ("action-publish", "action-submit", ""):
        answer = send(client, ed, stale, button, title="Ed's, typed for an hour", slug=live.slug)

        assert answer.status_code == 409
        assert "Ed&#x27;s, typed for an hour" in answer.content.decode()
        assert "Nothing was saved" in answer.content.decode()
        assert "data-w-autosave-interval" not in answer.text  # nor does it save by itself
        newest = live.revisions.order_by("pk").last().pk
        assert f"/desk/posts/{live.pk}/history/{newest}/" in answer.text
        assert f"/desk/posts/{live.pk}/compare/?old=" in answer.text
    assert live.revisions.count() == before
    assert PostPage.objects.get(pk=live.pk).title == "Oats, overnight"


def test_a_time_in_the_editor_is_a_schedule_of_ours(client, live, ed):
    send(client, ed, live, "action-publish", title="Later", go_live_at="2099-01-01 09:00")

    row = Schedule.objects.get()
    assert (row.due_at.year, row.set_by) == (2099, ed)
    assert PostPage.objects.get(pk=live.pk).title == "Oats, overnight"


def create(client, by, *, button):
    client.force_login(by)
    index = PostIndexPage.objects.first()
    url = reverse("wagtailadmin_pages:add", args=["content", "postpage", index.pk])
    return client.post(url, {**form_of(title="Brand new", slug="brand-new"), button: "1"})


@pytest.mark.parametrize("who", ["ada", "ed"])
def test_a_new_post_begins_as_a_draft_whatever_is_pressed(client, who, request):
    """Plain Wagtail saves it live before anybody is asked."""
    create(client, request.getfixturevalue(who), button="action-publish")

    post = PostPage.objects.get(slug="brand-new")
    assert not post.live
    assert not Release.objects.exists()


def test_a_new_post_is_submitted_at_once(client, ada):
    create(client, ada, button="action-submit")

    post = PostPage.objects.get(slug="brand-new")
    assert states.get_standing(post=post).state is State.SUBMITTED
    assert post.owner == ada


def test_autosave_leaves_a_submitted_text_as_it_is(client, draft, ada):
    send(client, ada, draft, "action-submit")
    submitted = Submission.objects.get().revision
    post = PostPage.objects.get(pk=draft.pk)
    client.force_login(ada)

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        {**form_of(post, summary="Still typing."), "overwrite_revision_id": submitted.pk},
        headers={"accept": "application/json"},
    )

    assert answer.json()["success"]
    assert answer.json()["revision_id"] != submitted.pk
    submitted.refresh_from_db()
    assert submitted.content["summary"] == "In a sentence."


def buttons(client, by, post):
    client.force_login(by)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    return {name for name in ("publish", "submit", "unpublish") if f'"action-{name}"' in page} | (
        {"unpublish"} if f"/{post.pk}/unpublish/" in page else set()
    )


def test_the_buttons_are_those_that_work_on_what_is_typed(client, live, draft, ada, ed):
    assert buttons(client, ed, live) == {"publish", "submit", "unpublish"}
    assert buttons(client, ed, draft) == {"publish", "submit"}
    assert buttons(client, ada, draft) == {"submit"}
    assert buttons(client, ada, live) == {"submit"}


def test_unpublishing_asks_what_the_address_answers(client, live, ed):
    client.force_login(ed)
    url = reverse("wagtailadmin_pages:unpublish", args=[live.pk])

    assert "What its address answers" in client.get(url).content.decode()
    assert client.post(url, {"afterwards": "moved"}).status_code == 422
    client.post(url, {"afterwards": "gone"})

    assert not is_public(live)


def test_deleting_is_the_trash(client, draft, ada):
    client.force_login(ada)
    url = reverse("wagtailadmin_pages:delete", args=[draft.pk])

    assert "30 days" in client.get(url).content.decode()
    client.post(url)

    assert TrashedPost.objects.get().post == draft
    explorer = client.get(reverse("wagtailadmin_explore", args=[draft.get_parent().pk]))
    assert draft.pk not in [page.pk for page in explorer.context["pages"]]


def test_what_is_in_the_trash_is_not_edited(client, draft, ada):
    trash.trash(post_id=draft.pk, by=ada)
    client.force_login(ada)

    answer = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))

    assert answer.status_code == 409


ROLES = ["rosa", "ada", "tom", "mo", "ed"]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("door", ["unpublish", "delete"])
def test_what_takes_a_public_post_away_is_for_editors(client, live, door, who, request):
    client.force_login(request.getfixturevalue(who))
    url = reverse(f"wagtailadmin_pages:{door}", args=[live.pk])

    client.get(url)
    client.post(url, {"afterwards": "keep"})

    assert is_public(live) == (who != "ed")


@pytest.mark.parametrize("who", [*ROLES, "admin"])
def test_doors_that_posts_do_not_have(client, live, who, request):
    person = (
        factories.make_user("root@example.com", is_staff=True, is_superuser=True)
        if who == "admin"
        else request.getfixturevalue(who)
    )
    client.force_login(person)
    before = Page.objects.get(pk=live.pk)
    doors = {
        "move": [],
        "move_confirm": [live.get_parent().pk],
        "set_page_position": [],
        "revisions_unschedule": [live.latest_revision_id],
        "convert_alias": [],
    }

    for door, more in doors.items():
        url = reverse(f"wagtailadmin_pages:{door}", args=[live.pk, *more])

        assert {client.get(url).status_code, client.post(url).status_code} <= {302, 403, 409}
        after = Page.objects.get(pk=live.pk)
        assert (after.path, after.live) == (before.path, before.live), door


@pytest.mark.parametrize("who", ROLES)
def test_bulk_actions_ask_the_services(client, live, ada, who, request):
    draft = Desk.write(ada, title="In bulk", section=live.section)
    client.force_login(request.getfixturevalue(who))
    may = who == "ed"

    def press(action, post):
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        client.post(f"{url}?id={post.pk}&next=/admin/", {"chooser": post.get_parent().pk})

    press("publish", draft)
    assert is_public(draft) == may
    press("move", live)
    assert is_public(live)
    press("unpublish", live)
    assert is_public(live) != may
    press("delete", live)
    assert TrashedPost.objects.filter(post=live).exists() == may


def test_bulk_actions_with_what_is_below_ask_the_services_too(client, live, draft, ed):
    client.force_login(ed)
    index = live.get_parent()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = client.post(f"{url}?id={index.pk}&next=/admin/", {"include_descendants": "on"})

    assert answer.status_code == 302
    assert [row.post_id for row in Release.objects.all()] == [draft.pk, live.pk]


def test_a_copy_is_a_draft(client, live, ed):
    client.force_login(ed)
    url = reverse("wagtailadmin_pages:copy", args=[live.pk])
    data = {
        "new_title": "A copy",
        "new_slug": "a-copy",
        "new_parent_page": live.get_parent().pk,
        "publish_copies": "on",
        "alias": "on",
    }

    client.post(url, data)

    copy = PostPage.objects.get(slug="a-copy")
    assert not copy.live
    assert copy.alias_of_id is None


def test_wagtails_own_workflow_is_off(draft, ed):
    """T2, T3, T4 and T7 are about it."""
    assert not draft.has_workflow
    assert not WorkflowState.objects.exists()
    assert (
        draft.get_workflow() is None
        or not draft.permissions_for_user(ed).can_submit_for_moderation()
    )


@pytest.mark.parametrize(
    "way",
    [
        lambda post: post.get_parent().specific.delete(),
        lambda post: post.delete(),
        lambda post: post.unpublish(),
        lambda post: post.create_alias(update_slug="alias"),
        lambda post: post.copy(update_attrs={"slug": "c", "live": True}, keep_live=True),
        lambda post: PostIndexPage.objects.first().add_child(instance=PostPage(title="Bare")),
    ],
    ids=["parent deleted", "deleted", "unpublished", "alias", "live copy", "bare child"],
)
def test_the_law_at_the_row_refuses_what_code_tries(live, way):
    with pytest.raises(Conflict) as refused, transaction.atomic():
        way(PostPage.objects.get(pk=live.pk))

    assert isinstance(refused.value, gate.NotThisWay | gate.NotAwayThisWay)
    assert is_public(live)


def test_the_index_with_its_posts_is_not_unpublished_along(client, live, ed):
    client.force_login(ed)
    url = reverse("wagtailadmin_pages:unpublish", args=[live.get_parent().pk])

    client.post(url, {"include_descendants": "on"})

    assert is_public(live)


class TestChecklistInTheEditor:
    def test_stands_beside_the_text_and_is_asked_for_at_the_desk(self, client, draft, ada):
        client.force_login(ada)

        page = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).text

        assert f'data-url="/desk/posts/0/checklist/" data-post="{draft.pk}"' in page
        assert 'data-side-panel-toggle="checklist"' in page
        assert "js/admin/checklist.js" in page

    def test_a_new_post_has_none_before_it_is_saved(self, client, ada):
        client.force_login(ada)
        index = PostIndexPage.objects.first()

        page = client.get(
            reverse("wagtailadmin_pages:add", args=["content", "postpage", index.pk])
        ).text

        assert 'data-post=""' in page
        assert "once the text has been saved" in page

    def test_is_of_the_newest_text_and_leads_to_its_places(self, client, draft, ada):
        text = Desk.edit(draft, ada, title="TK", body=[("paragraph", "<p>Say хлеб.</p>")])
        block = text.as_object().body[0].id
        client.force_login(ada)

        part = client.get(
            f"/desk/posts/{draft.pk}/checklist/",
            headers={"HX-Request": "true", "HX-Request-Type": "partial"},
        ).text

        assert part.strip().startswith('<div class="stack" id="checklist" data-required="1">')
        assert "1 item must be done" in part
        assert "“хлеб”" in part
        assert f"/edit/#block-{block}-section" in part
        assert "/edit/#id_title" in part

    def test_is_given_to_programs_as_well(self, client, draft, ada):
        text = Desk.edit(draft, ada, title="TK", body=[("paragraph", "<p>Say хлеб.</p>")])
        client.force_login(ada)

        answer = client.get(f"/desk/posts/{draft.pk}/checklist.json")

        given = answer.json()
        assert (given["post"], given["revision"], given["title"]) == (draft.pk, text.pk, "TK")
        assert given["is_ready"] is False
        first = next(item for item in given["items"] if item["check"] == "placeholder")
        assert first["weight"] == "required"
        assert "TK" in first["message"]
        assert first["url"].startswith("http")
        assert first["url"].endswith(f"/admin/pages/{draft.pk}/edit/#id_title")
        assert "no-store" in answer["Cache-Control"]
