from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from django.db.models import Exists
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from blog.content.models import PostIndexPage, PostPage
from blog.content.querysets import closed_to
from tests import factories


def titles(posts):
    return [post.title for post in posts.newest_first()]


def test_a_stranger_sees_live_posts_and_no_drafts(rye):
    factories.make_post("A secret draft", live=False)

    assert titles(PostPage.objects.visible_to(None)) == ["Rye, slowly"]
    assert titles(PostPage.objects.visible_to(AnonymousUser())) == ["Rye, slowly"]


def test_an_expired_post_is_gone_before_anybody_unpublishes_it(rye):
    rye.expire_at = timezone.now() - timedelta(seconds=1)
    rye.save()

    assert not PostPage.objects.visible_to(None).exists()


def test_a_private_part_of_the_site_is_in_no_list_of_strangers(rye, rosa):
    PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)

    assert not PostPage.objects.visible_to(None).exists()
    assert PostPage.objects.visible_to(rosa).exists()


@pytest.mark.parametrize("deep", [0, 1, 2, 3])
def test_it_is_in_none_wherever_in_a_query_that_is_asked(rye, deep):
    factories.make_post("Open")
    PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)
    posts = PostPage.objects.visible_to(None)
    for _ in range(deep):
        posts = PostPage.objects.filter(pk__in=posts.filter(page_ptr__in=Page.objects.all()))

    assert titles(posts) == ["Open"]
    assert titles(PostPage.objects.exclude(pk__in=posts)) == ["Rye, slowly"]


def test_strangers_are_kept_out_by_the_rule_that_is_asked_of_everybody(rye):
    PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)
    make_alias_of(rye)
    factories.make_post("Open")
    by_the_rule = PostPage.objects.current().filter(~Exists(closed_to(None)))

    assert titles(PostPage.objects.visible_to(None)) == titles(by_the_rule) == ["Open"]


def test_a_password_opens_a_page_but_no_list(rye, rosa):
    PageViewRestriction.objects.create(
        page=rye, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )

    assert not PostPage.objects.visible_to(rosa).exists()


def test_posts_of_a_year_and_a_month(db, noon):
    factories.make_post("In November", published=noon)
    factories.make_post("In December", published=noon.replace(month=12, day=31, hour=23))
    factories.make_post("Next year", published=noon.replace(year=2027, month=1, day=1, hour=0))

    assert titles(PostPage.objects.published_in(2026)) == ["In December", "In November"]
    assert titles(PostPage.objects.published_in(2026, 12)) == ["In December"]


def make_alias_of(post):
    alias = factories.make_post("Again")
    Page.objects.filter(pk=alias.pk).update(alias_of=post)
    return alias


def test_what_is_an_alias_of_something_private_is_in_no_list_either(rye):
    alias = make_alias_of(rye)
    assert alias in PostPage.objects.visible_to(None)

    PageViewRestriction.objects.create(page=rye, restriction_type=PageViewRestriction.LOGIN)

    assert not PostPage.objects.visible_to(None).exists()


def test_a_part_of_the_site_for_a_group_is_in_the_lists_of_that_group_alone(rye, rosa, ed):
    closed = PageViewRestriction.objects.create(
        page=rye.get_parent(), restriction_type=PageViewRestriction.GROUPS
    )
    closed.groups.set(ed.groups.all())

    assert not PostPage.objects.visible_to(None).exists()
    assert not PostPage.objects.visible_to(rosa).exists()
    assert PostPage.objects.visible_to(ed).exists()


def for_editors(page):
    closed = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    closed.groups.set(Group.objects.filter(name="Editor"))


def with_an_app(user):
    TOTP.activate(user, generate_totp_secret())


WHO_READS = [
    ({"is_superuser": True}, with_an_app, True),
    ({"is_superuser": True}, None, False),
    ({"is_superuser": True, "is_active": False}, with_an_app, False),
    ({"roles": ["Editor"]}, with_an_app, True),
    ({"roles": ["Editor"]}, None, False),
    ({"roles": ["Admin"]}, with_an_app, True),
    ({"roles": ["Admin"]}, None, False),
    ({"roles": ["Moderator"]}, with_an_app, False),
    ({}, with_an_app, False),
]


@pytest.mark.parametrize(("fields", "prepare", "reads"), WHO_READS)
def test_a_role_that_sleeps_opens_no_private_document(client, settings, db, fields, prepare, reads):
    private = Collection.get_first_root_node().add_child(name="For editors")
    closed = CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.GROUPS
    )
    closed.groups.set(Group.objects.filter(name="Editor"))
    document = get_document_model().objects.create(
        title="Plans", file=ContentFile(b"Words.", name="plans.txt"), collection=private
    )
    settings.STAFF_NEED_SECOND_STEP = True
    settings.WAGTAILDOCS_SERVE_METHOD = "redirect"  # files are in memory here
    user = factories.make_user("somebody@example.com", **fields)
    if prepare:
        prepare(user)
    client.force_login(user)

    answer = client.get(document.url)
    assert (answer.get("Location", "") == document.file.url) is reads
    client.logout()
    assert "/login/" in client.get(document.url)["Location"]


def test_an_admin_still_gives_the_password_of_a_private_collection(client, settings, db):
    private = Collection.get_first_root_node().add_child(name="For editors")
    closed = CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.PASSWORD, password="x"
    )
    document = get_document_model().objects.create(
        title="Plans", file=ContentFile(b"Words.", name="plans.txt"), collection=private
    )
    client.force_login(factories.make_user("chief@example.com", roles=["Admin"]))

    assert (
        f"/documents/authenticate_with_password/{closed.pk}/"
        in client.get(document.url).content.decode()
    )


@pytest.mark.parametrize(("fields", "prepare", "reads"), WHO_READS)
def test_a_role_that_sleeps_opens_no_private_part(client, settings, rye, fields, prepare, reads):
    for_editors(rye)
    settings.STAFF_NEED_SECOND_STEP = True
    user = factories.make_user("somebody@example.com", **fields)
    if prepare:
        prepare(user)
    client.force_login(user)

    user = get_user_model().objects.get(pk=user.pk)
    assert PostPage.objects.visible_to(user).exists() is reads
    assert (client.get(rye.get_url()).status_code == 200) is reads


@pytest.mark.parametrize("place", ["the post", "the list it is in", "what it is an alias of"])
def test_a_private_post_is_not_served_to_strangers(client, rye, place):
    index = PostIndexPage.objects.get(locale=rye.locale)
    asked = make_alias_of(rye) if "alias" in place else rye
    closed = index if "list" in place else rye
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    answer = client.get(asked.get_url())

    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"] or "/_util/login/" in answer["Location"]


def test_a_page_without_a_place_lies_in_no_closed_part(db):
    assert not PostPage(title="Rye, slowly").get_view_restrictions().exists()
