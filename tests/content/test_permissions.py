"""What each role may do with pages, pictures and documents in Wagtail follows from the table."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from blog.accounts.rules.roles import Role
from blog.content.models import Byline, PostIndexPage
from blog.content.permissions import seen_by
from tests import factories

WRITERS = [Role.AUTHOR, Role.TRUSTED_AUTHOR]


@pytest.fixture
def person(db):
    """Return somebody with a role, fresh from the database."""

    def make(*roles, email="somebody@example.com"):
        user = factories.make_user(email, roles=[role.value for role in roles])
        return get_user_model().objects.get(pk=user.pk)

    return make


def rights(user, page):
    page = Page.objects.get(pk=page.pk)
    tester = page.permissions_for_user(user)
    asked = ["edit", "publish", "unpublish", "delete", "move", "copy", "lock", "unlock"]
    found = {name for name in asked if getattr(tester, f"can_{name}")()}
    return found | ({"privacy"} if tester.can_set_view_restrictions() else set())


LIVE_OWN = {
    Role.AUTHOR: {"edit", "copy"},
    Role.TRUSTED_AUTHOR: {"edit", "copy", "publish", "unpublish", "delete", "move"},
    Role.EDITOR: {
        "edit", "copy", "publish", "unpublish", "delete", "move", "lock", "unlock", "privacy",
    },
    Role.MODERATOR: set(),
    Role.ADMIN: {
        "edit", "copy", "publish", "unpublish", "delete", "move", "lock", "unlock", "privacy",
    },
}  # fmt: skip


@pytest.mark.parametrize("role", LIVE_OWN)
def test_a_live_post_of_ones_own(person, role):
    user = person(role)
    post = factories.make_post(owner=user)
    assert rights(user, post) == LIVE_OWN[role]


def share(post, user):
    """Put a person's name over somebody else's post."""
    Byline.objects.create(post=post, author=factories.make_author(user=user))
    return post


@pytest.mark.parametrize("role", LIVE_OWN)
def test_a_live_post_that_ones_name_stands_over_is_ones_own(person, ada, role):
    user = person(role)
    post = share(factories.make_post(owner=ada), user)
    assert rights(user, post) == LIVE_OWN[role]


def test_a_draft_that_ones_name_stands_over_is_found_opened_and_deleted(person, ada):
    user = person(Role.AUTHOR)
    draft = share(factories.make_post("Shared", owner=ada, live=False), user)
    policy = policy_registry.get_by_type(Page)

    assert rights(user, draft) == {"edit", "copy", "delete", "move"}
    assert "Shared" in titles(policy.explorable_instances(user))
    assert "Shared" in titles(policy.instances_user_has_any_permission_for(user, {"change"}))
    assert policy.user_has_permission_for_instance(user, "change", draft)
    assert not policy.user_has_permission_for_instance(user, "publish", draft)


def test_a_name_in_a_text_that_was_never_stored_gives_no_right(person, ada):
    user = person(Role.AUTHOR)
    post = factories.make_post(owner=ada, live=False)
    post.bylines = [Byline(author=factories.make_author(user=user))]
    assert not post.permissions_for_user(user).can_edit()


def titles(pages):
    return set(pages.values_list("title", flat=True))


def test_an_author_may_delete_a_draft_of_their_own(person):
    user = person(Role.AUTHOR)
    draft = factories.make_post(owner=user, live=False)
    assert rights(user, draft) == {"edit", "copy", "delete", "move"}


@pytest.mark.parametrize("live", [True, False], ids=["live", "draft"])
@pytest.mark.parametrize("role", [*WRITERS, Role.MODERATOR])
def test_nothing_with_somebody_elses_post(person, ada, role, live):
    assert rights(person(role), factories.make_post(owner=ada, live=live)) == set()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_editors_and_admins_do_everything_with_everybodys(person, ada, role):
    assert rights(person(role), factories.make_post(owner=ada)) == LIVE_OWN[role]


@pytest.mark.parametrize("role", WRITERS)
def test_writers_add_posts_and_no_other_pages(person, role):
    user = person(role)
    posts = PostIndexPage.objects.first()
    assert posts.permissions_for_user(user).can_add_subpage()
    assert not factories.get_home().permissions_for_user(user).can_add_subpage()
    assert not posts.permissions_for_user(user).can_edit()


def test_only_who_may_publish_their_own_makes_a_post_live_at_once(person):
    posts = PostIndexPage.objects.first()
    expected = {Role.AUTHOR: False, Role.TRUSTED_AUTHOR: True, Role.EDITOR: True}
    for number, (role, may) in enumerate(expected.items()):
        user = person(role, email=f"{number}@example.com")
        assert posts.permissions_for_user(user).can_publish_subpage() is may, role


def test_a_trusted_author_does_not_move_a_live_post_to_another_list(person):
    user = person(Role.TRUSTED_AUTHOR)
    post = factories.make_post(owner=user)
    other = PostIndexPage.objects.exclude(pk=post.get_parent().pk).first()
    if other is None:
        home = factories.get_home().copy_for_translation(_german(), copy_parents=True)
        other = home.add_child(instance=PostIndexPage(title="Beiträge", slug="beitraege"))
    assert not post.permissions_for_user(user).can_move_to(other)


def _german():
    from wagtail.models import Locale

    return Locale.objects.get_or_create(language_code="de")[0]


def test_the_editor_shows_writers_the_drafts_that_are_theirs(person, ada):
    user = person(Role.AUTHOR)
    theirs = factories.make_post("Mine", owner=user, live=False)
    live = factories.make_post("Public", owner=ada)
    hidden = factories.make_post("Secret", owner=ada, live=False)
    policy = policy_registry.get_by_type(Page)
    found = set(policy.explorable_instances(user).values_list("pk", flat=True))
    assert {theirs.pk, live.pk} <= found
    assert hidden.pk not in found
    assert hidden not in seen_by(user, Page.objects.all())


def test_an_editor_finds_every_draft(person, ada):
    hidden = factories.make_post("Secret", owner=ada, live=False)
    policy = policy_registry.get_by_type(Page)
    assert policy.explorable_instances(person(Role.EDITOR)).filter(pk=hidden.pk).exists()


@pytest.mark.parametrize("role", [Role.READER, Role.MODERATOR])
def test_who_does_not_write_finds_no_page_in_the_editor(person, role):
    assert not policy_registry.get_by_type(Page).explorable_instances(person(role)).exists()


LIBRARY = {
    # role: (add, choose, change own, change others')
    Role.READER: (False, False, False, False),
    Role.AUTHOR: (True, True, True, False),
    Role.TRUSTED_AUTHOR: (True, True, True, False),
    Role.EDITOR: (True, True, True, True),
    Role.MODERATOR: (False, False, False, False),
    Role.ADMIN: (True, True, True, True),
}


@pytest.mark.parametrize("role", LIBRARY)
def test_pictures(person, ada, role):
    user = person(role)
    policy = policy_registry.get_by_type(get_image_model())
    own = factories.make_image("Own", uploaded_by_user=user)
    other = factories.make_image("Other", uploaded_by_user=ada)
    assert (
        policy.user_has_permission(user, "add"),
        policy.user_has_permission(user, "choose"),
        policy.user_has_permission_for_instance(user, "change", own),
        policy.user_has_permission_for_instance(user, "delete", other),
    ) == LIBRARY[role]


@pytest.mark.parametrize("role", LIBRARY)
def test_documents_follow_the_same_rights_as_pictures(person, role):
    user = person(role)
    policy = policy_registry.get_by_type(get_document_model())
    assert policy.user_has_permission(user, "add") is LIBRARY[role][0]


def test_only_admins_manage_collections(person):
    policy = policy_registry.get_by_type(Collection)
    for number, role in enumerate(Role):
        user = person(role, email=f"{number}@example.com")
        may = role is Role.ADMIN
        assert policy.user_has_permission(user, "add") is may, role
        assert policy.user_has_permission(user, "delete") is may, role


def test_a_row_of_rights_in_the_database_opens_nothing(person, ada):
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    author = Group.objects.get(name="Author")
    author.permissions.set(Permission.objects.all())
    GroupPagePermission.objects.create(
        group=author, page=Page.get_first_root_node(), permission_type="change"
    )
    user = person(Role.AUTHOR)
    user.user_permissions.set(Permission.objects.all())
    post = factories.make_post(owner=ada)
    assert not user.has_perm("accounts.change_user")
    assert rights(user, post) == set()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.EDITOR])
def test_the_report_of_what_was_done_names_documents_and_pictures_too(client, person, role):
    user = person(role)
    document, image = factories.make_document(), factories.make_image("Loaf")
    for thing in (document, image):
        log(instance=thing, action="wagtail.edit", user=user)
    client.force_login(user)

    page = client.get("/admin/reports/site-history/").content.decode()
    assert document.title in page
    assert "Loaf" in page


# By the table alone: an admin is no superuser here, and in no group of Wagtail’s.
@pytest.mark.parametrize(
    "path",
    [
        "/admin/images/", "/admin/images/add/", "/admin/images/{image}/", "/admin/images/chooser/",
        "/admin/documents/", "/admin/documents/add/", "/admin/documents/edit/{document}/",
        "/admin/documents/delete/{document}/", "/admin/documents/chooser/", "/admin/collections/",
        "/admin/collections/add/", "/admin/collections/{collection}/",
        "/admin/collections/{collection}/delete/", "/admin/collections/{collection}/privacy/",
        "/admin/bulk/wagtaildocs/document/delete/?id={document}",
        "/admin/bulk/content/siteimage/add_to_collection/?id={image}",
    ],
)  # fmt: skip
def test_an_admin_opens_all_of_the_library(client, person, ada, path):
    things = {
        "image": factories.make_image("Other", uploaded_by_user=ada).pk,
        "document": factories.make_document().pk,
        "collection": Collection.get_first_root_node().add_child(name="Private").pk,
    }
    client.force_login(person(Role.ADMIN))

    assert client.get(path.format(**things)).status_code == 200
