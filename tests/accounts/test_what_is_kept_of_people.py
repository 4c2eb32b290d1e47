"""Whatever points at an account is in the copy of its owner's data, or it is said why not; and when
the account ends, nothing in the database names it any more."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from wagtail.log_actions import log
from wagtail.models import Site

from blog.accounts.models import Invitation, Notification, Profile
from blog.accounts.rules.holdings import HOLDINGS, LEFT_OUT
from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.roles import Role
from blog.accounts.services import exporting, inviting, leaving, profile
from blog.accounts.services.roles import change_roles
from blog.comments.models import Conversation, SavedSearch
from blog.comments.services import following, moderation, people, posting
from blog.content.models import PostPage
from blog.publishing.models import SharedPreview, VersionLabel
from blog.publishing.services import review
from tests import factories
from tests.publishing.desk import Desk


def relations():
    """Return every field of the project that points at an account, once."""
    user = get_user_model()
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}": field
        for model in apps.get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model is user
    }


def declared():
    return [name for holding in HOLDINGS.values() for name in holding.relations]


@pytest.mark.parametrize("name", sorted(relations()))
def test_what_points_at_an_account_is_in_the_copy_or_it_is_said_why_not(name):
    assert (name in declared()) != (name in LEFT_OUT)


def test_nothing_is_declared_that_is_not_there():
    assert set(declared()) | set(LEFT_OUT) <= set(relations())
    assert len(declared()) == len(set(declared()))
    assert all(reason[0].islower() and len(reason) > 10 for reason in LEFT_OUT.values())


@pytest.fixture
def quark(db, noon):
    """Somebody with a name that nothing else has, who has done a bit of everything."""
    person = factories.make_user(
        "zeb@quark.example", first_name="Zebulon Quark", roles=["Moderator", "Editor"]
    )
    Profile.objects.filter(user=person).update(bio="Quark is my name.")
    profile.change_handle(by=person, handle="zeb-quark", at=noon)
    return person


@pytest.fixture
def busy(quark, rosa, ada, ed, rye, noon):
    """What they did, and what was done to them."""
    chief = factories.make_user("chief@example.com", first_name="Chief", roles=["Admin"])
    Conversation.objects.create(site=Site.objects.get(is_default_site=True), moderation="none")
    following.follow(post=rye, by=rosa, at=noon)
    first = posting.post_comment(post=rye, by=rosa, at=noon, source="How long?", token=None)
    posting.post_comment(post=rye, by=quark, at=noon, source="Long.", parent=first, token=None)
    moderation.decide(
        comment=first,
        by=quark,
        at=noon,
        approve=False,
        revision_id=first.revision_id,
        last_decision_id=first.decisions.latest("pk").pk,
        code="spam",
        text="No.",
    )
    people.note(of=rosa, by=quark, at=noon, text="Polite.")
    people.note(of=quark, by=chief, at=noon, text="Strict.")
    SavedSearch.objects.create(by=quark, name="Mine", asked={"text": "rye"}, at=noon)
    inviting.invite(email="new@example.com", roles=[Role.AUTHOR], by=chief, at=noon)
    Invitation.objects.update(invited_by=quark)
    change_roles(person=quark, roles=[Role.MODERATOR, Role.EDITOR, Role.AUTHOR], by=chief, at=noon)
    section = factories.make_section("Bread")
    theirs = Desk.write(ada, title="Spelt, quickly", section=section)
    review.submit(post_id=theirs.pk, revision_id=Desk.newest(theirs), by=ada)
    review.request_changes(
        post_id=theirs.pk, revision_id=Desk.newest(theirs), by=quark, remark="Shorter."
    )
    own = Desk.write(quark, title="Oats, overnight", section=section)
    review.submit(post_id=own.pk, revision_id=Desk.newest(own), by=quark)
    post = PostPage.objects.get(pk=theirs.pk)
    SharedPreview.objects.create(
        post=post, revision=post.latest_revision, by=quark, digest="x", at=noon, expires_at=noon
    )
    VersionLabel.objects.create(
        post=post, revision=post.latest_revision, by=quark, name="Before the cuts", at=noon
    )
    log(instance=rye, action="wagtail.edit", user=quark)
    log(instance=section, action="wagtail.edit", user=quark)


def names_in_the_database():
    """Return every value anywhere that has the name or the address in it."""
    found = []
    for model in apps.get_models():
        for row in model._base_manager.values():
            found += [
                f"{model._meta.label}.{field}: {value}"
                for field, value in row.items()
                if "quark" in str(value).lower()
            ]
    return found


def test_all_that_was_done_is_in_the_copy(quark, busy, noon):
    records = {name: holding.collect(quark.pk) for name, holding in HOLDINGS.items()}

    expected = {"comments", "comment_decisions", "comment_notes", "comment_searches", "reviews"}
    expected |= {"submissions", "previews", "version_names", "invitations", "versions", "editing"}
    assert not [name for name in expected if not records[name]]
    assert records["reviews"][0]["text"] == "Shorter."
    assert records["previews"][0]["post"] == "Spelt, quickly"
    assert "Polite." not in str(records)


@pytest.mark.parametrize("comments", Comments)
def test_when_an_account_ends_nothing_in_the_database_names_it(quark, busy, noon, comments):
    exporting.ask_for_export(by=quark, at=noon)
    told = Notification.objects.filter(facts__who=quark.get_full_name()).count()
    assert told >= 3
    leaving.ask_to_leave(by=quark, comments=comments, at=noon)

    assert leaving.end_due(at=noon + timedelta(days=7)) == 1

    left = [line for line in names_in_the_database() if "farewell" not in line]
    assert [line for line in left if not line.startswith("delivery.OutboxMessage")] == []
    assert Notification.objects.filter(facts__who="Somebody who has left").count() == told


def test_and_no_row_goes_on_pointing_at_its_number(quark, busy, noon):
    number = quark.pk
    leaving.ask_to_leave(by=quark, comments=Comments.ANONYMISE, at=noon)
    leaving.end_due(at=noon + timedelta(days=7))

    for name, field in relations().items():
        rows = field.model._base_manager.filter(**{field.attname: number})
        assert not rows.exists(), name
