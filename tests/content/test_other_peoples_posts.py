"""Somebody who may write tries to reach other people's posts and pictures through Wagtail's admin."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from blog.accounts.rules.roles import Role
from blog.content.models import PostPage, SiteImage
from tests import factories
from tests.support.kept import kept

SECRET = "Nobody knows this title"


@pytest.fixture(params=[Role.AUTHOR, Role.TRUSTED_AUTHOR], ids=lambda role: role.value)
def attacker(request, client, db):
    """An account that may write, signed in."""
    user = factories.make_user("mallory@example.com", roles=[request.param.value])
    client.force_login(user)
    return user


@pytest.fixture
def draft(ada):
    post = factories.make_post(SECRET, live=False, owner=ada)
    post.save_revision(user=ada)
    return post


@kept
def in_print():
    return factories.make_post("In print", owner=factories.get_ada())


@pytest.fixture
def live(in_print):
    return in_print


def as_it_is(post):
    fields = ("title", "live", "path", "owner_id", "latest_revision_id", "locked")
    return PostPage.objects.filter(pk=post.pk).values_list(*fields).get()


ONE_POST = {
    "edit": ["wagtailadmin_pages:edit", {"title": "Mine", "slug": "mine"}],
    "publish": ["wagtailadmin_pages:edit", {"title": "Mine", "action-publish": "1"}],
    "delete": ["wagtailadmin_pages:delete", {}],
    "unpublish": ["wagtailadmin_pages:unpublish", {}],
    "copy": ["wagtailadmin_pages:copy", {"new_title": "Copy", "new_slug": "copy"}],
    "lock": ["wagtailadmin_pages:lock", {}],
    "unlock": ["wagtailadmin_pages:unlock", {}],
    "privacy": ["wagtailadmin_pages:set_privacy", {"restriction_type": "login"}],
    "alias": ["wagtailadmin_pages:convert_alias", {}],
    "move": ["wagtailadmin_pages:move", {}],
    "preview": ["wagtailadmin_pages:preview_on_edit", {"title": "Mine"}],
    "draft": ["wagtailadmin_pages:view_draft", {}],
    "history": ["wagtailadmin_pages:history", {}],
    "usage": ["wagtailadmin_pages:usage", {}],
    "workflow": ["wagtailadmin_pages:workflow_history", {}],
}


@pytest.mark.parametrize("what", ONE_POST)
@pytest.mark.parametrize("method", ["get", "post"])
def test_one_post(client, attacker, draft, live, what, method):
    name, data = ONE_POST[what]
    for post in (draft, live):
        before, posts = as_it_is(post), PostPage.objects.count()
        answer = getattr(client, method)(reverse(name, args=[post.pk]), data)
        assert answer.status_code in (302, 403, 404, 405, 409)
        assert SECRET not in answer.content.decode()
        assert as_it_is(post) == before
        assert PostPage.objects.count() == posts
        assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("what", ["revisions_view", "revisions_revert", "revisions_unschedule"])
def test_revisions(client, attacker, draft, what):
    address = reverse(f"wagtailadmin_pages:{what}", args=[draft.pk, draft.latest_revision_id])
    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code in (302, 403, 404, 405, 409)
        assert SECRET not in answer.content.decode()


def test_revisions_compared(client, attacker, draft):
    address = reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, "earliest", "latest"])
    answer = client.get(address)
    assert answer.status_code in (302, 403)
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
@pytest.mark.parametrize("model", ["page", "postpage"])
def test_many_posts_at_once(client, attacker, draft, live, action, model):
    app = {"page": "wagtailcore", "postpage": "content"}[model]
    before = [as_it_is(post) for post in (draft, live)]
    address = reverse("wagtail_bulk_action", args=[app, model, action])
    everything = f"{address}?id=all&childOf={draft.get_parent().pk}&next=/admin/"
    assert SECRET not in client.get(everything).content.decode()
    address += f"?id={draft.pk}&id={live.pk}&next=/admin/"
    home = factories.get_home()
    for method, data in (
        (client.get, {}),
        (client.post, {"chooser": home.pk, "move_applicable": 1}),
    ):
        answer = method(address, data) if method == client.post else method(address)
        assert SECRET not in answer.content.decode()
        assert [as_it_is(post) for post in (draft, live)] == before


LISTS = [
    "/admin/pages/{list}/",
    "/admin/pages/{list}/results/",
    "/admin/pages/{draft}/",
    "/admin/pages/{draft}/results/",
    "/admin/pages/search/?q=Nobody",
    "/admin/pages/search/results/?q=Nobody",
    "/admin/pages/usage/content/postpage/",
    "/admin/choose-page/{list}/",
    "/admin/choose-page/{draft}/",
    "/admin/choose-page/search/?q=Nobody",
    "/admin/api/main/pages/?for_explorer=1&child_of={list}",
    "/admin/api/main/pages/{draft}/",
    "/admin/reports/aging-pages/",
    "/admin/reports/site-history/",
    "/admin/reports/workflow/",
    "/admin/reports/page-types-usage/",
    "/admin/",
]


@pytest.mark.parametrize("path", LISTS)
def test_no_list_names_the_draft(client, attacker, draft, path):
    answer = client.get(path.format(list=draft.get_parent().pk, draft=draft.pk))
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("path", ["/admin/pages/{list}/", "/admin/choose-page/{list}/"])
def test_an_editor_finds_it_there(client, ed, draft, path):
    """So that the test above can fail."""
    client.force_login(ed)
    answer = client.get(path.format(list=draft.get_parent().pk))
    assert SECRET in answer.content.decode()


def test_the_uses_of_a_picture_do_not_name_the_draft(client, attacker, draft):
    image = factories.make_image("Mine", uploaded_by_user=attacker)
    draft.hero_image = image
    draft.save()
    draft.save_revision()
    ReferenceIndex.create_or_update_for_object(draft)
    for address in (
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
    ):
        assert SECRET not in client.get(address).content.decode()


def test_a_post_is_not_chosen_for_what_it_is_called(client, attacker, draft):
    answer = client.get(f"/admin/choose-page/chosen-multiple/?id={draft.pk}")
    assert SECRET not in answer.content.decode()


def test_a_number_that_no_database_takes_chooses_nothing(client, attacker):
    answer = client.get(f"/admin/choose-page/chosen-multiple/?id={10**30}")

    assert answer.status_code == 200


def test_a_post_is_not_written_under_another_page(client, attacker):
    home = factories.get_home()
    for model in ("postpage", "sectionpage", "standardpage"):
        address = reverse("wagtailadmin_pages:add", args=["content", model, home.pk])
        client.post(address, {"title": "Mine", "slug": "mine"})
    assert not Page.objects.filter(slug="mine").exists()


def test_pictures_and_documents_of_others(client, attacker, ada):
    image = factories.make_image("Hers", uploaded_by_user=ada)
    document = get_document_model().objects.create(
        title="Hers", file=factories.ContentFile(b"Words.", name="hers.txt"), uploaded_by_user=ada
    )
    for address in (
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtaildocs:edit", args=[document.pk]),
        reverse("wagtaildocs:delete", args=[document.pk]),
        f"/admin/bulk/content/siteimage/delete/?id={image.pk}",
        f"/admin/bulk/content/siteimage/add_tags/?id={image.pk}",
        f"/admin/bulk/content/siteimage/add_to_collection/?id={image.pk}",
        f"/admin/bulk/wagtaildocs/document/delete/?id={document.pk}",
        reverse("wagtailimages:delete_multiple", args=[image.pk]),
        reverse("wagtaildocs:delete_multiple", args=[document.pk]),
        reverse("wagtailimages:edit_multiple", args=[image.pk]),
    ):
        client.post(
            address,
            {"title": "Mine", "tags": "mine", f"image-{image.pk}-title": "Mine", "collection": 1},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
    image = SiteImage.objects.get(pk=image.pk)
    assert (image.title, image.tags.count()) == ("Hers", 0)
    assert get_document_model().objects.get(pk=document.pk).title == "Hers"


def test_no_private_collection_is_opened(client, attacker):
    from wagtail.models import Collection

    root = Collection.get_first_root_node()
    private = root.add_child(instance=Collection(name="Private"))
    assert client.post(reverse("wagtailadmin_collections:edit", args=[private.pk])).status_code in (
        302,
        403,
    )
    privacy = reverse("wagtailadmin_collections:set_privacy", args=[private.pk])
    assert client.get(privacy).status_code in (302, 403)
