"""A profile is private until its owner says otherwise; a handle moves and its old address leads on."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from blog.accounts.models import Handle, Profile
from blog.accounts.services import profile as profiles
from blog.audit.models import Entry
from blog.web.uploads import PictureRefused
from tests import factories


def make_public(user, **fields):
    said = {"name": "Rosa", "bio": "Reads.", "links": [], "is_public": True, **fields}
    profiles.save_profile(by=user, **said)


def test_an_account_begins_private_with_a_handle_from_its_name(rosa):
    assert not rosa.profile.is_public
    assert rosa.profile.handle == "rosa"


def test_two_of_a_name_get_two_handles(rosa):
    other = factories.make_user("rosa@example.org", first_name="Rosa")

    assert other.profile.handle.startswith("rosa-")


def test_a_name_of_the_site_makes_no_handle(db):
    assert factories.make_user("x@example.org", first_name="Admin").profile.handle != "admin"


@pytest.mark.parametrize("handle", ["rosa", "nobody-here"])
def test_a_private_profile_answers_like_none(client, rosa, handle, django_assert_num_queries):
    with django_assert_num_queries(1):
        from blog.accounts.selectors.people import get_person
        from blog.errors import NotFound

        with pytest.raises(NotFound):
            get_person(handle)
    assert client.get(f"/people/{handle}/").status_code == 404


def test_a_public_profile_is_the_same_for_every_stranger(client, rosa):
    make_public(rosa, links=["https://rosa.example/me/"])

    answer = client.get("/people/rosa/")

    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    assert f"person:{rosa.pk}" in answer["Cache-Tag"].split(",")
    assert 'rel="me nofollow ugc" href="https://rosa.example/me/"' in answer.content.decode()
    assert rosa.email not in answer.content.decode()
    assert not answer.cookies


def test_making_it_private_again_is_in_the_audit_log(client, rosa):
    make_public(rosa)
    make_public(rosa, is_public=False)

    assert client.get("/people/rosa/").status_code == 404
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["account.made_public", "account.made_private"]


def test_an_old_handle_leads_to_the_new_one(client, rosa, noon):
    make_public(rosa)
    assert profiles.change_handle(by=rosa, handle="@Rosa-Reads", at=noon)

    answer = client.get("/people/rosa/")

    assert (answer.status_code, answer["Location"]) == (301, "/people/rosa-reads/")
    assert client.get("/people/Rosa-Reads/").status_code == 301


def test_an_old_handle_of_a_private_profile_leads_nowhere(client, rosa, noon):
    profiles.change_handle(by=rosa, handle="rosa-reads", at=noon)

    assert client.get("/people/rosa/").status_code == 404


def test_a_handle_changes_once_in_fourteen_days(rosa, noon):
    profiles.change_handle(by=rosa, handle="rosa-reads", at=noon)

    with pytest.raises(profiles.HandleChangedLately, match="2026-12-04 12:00 UTC"):
        profiles.change_handle(by=rosa, handle="rosa-writes", at=noon + timedelta(days=13))
    assert profiles.change_handle(by=rosa, handle="rosa-writes", at=noon + timedelta(days=14))


def test_the_same_handle_is_no_change(rosa, noon):
    assert not profiles.change_handle(by=rosa, handle="ROSA", at=noon)
    assert Profile.objects.get(user=rosa).handle_changed_at is None


def test_nobody_takes_a_handle_that_is_or_was_somebodys(rosa, ed, noon):
    with pytest.raises(profiles.HandleTaken):
        profiles.change_handle(by=ed, handle="Rosa", at=noon)
    profiles.change_handle(by=rosa, handle="rosa-reads", at=noon)
    with pytest.raises(profiles.HandleTaken):
        profiles.change_handle(by=ed, handle="rosa", at=noon + timedelta(days=179))

    assert profiles.change_handle(by=ed, handle="rosa", at=noon + timedelta(days=180))
    assert Handle.objects.get(handle="rosa").profile.user == ed


def test_a_person_takes_their_old_handle_back(rosa, noon):
    profiles.change_handle(by=rosa, handle="rosa-reads", at=noon)

    assert profiles.change_handle(by=rosa, handle="rosa", at=noon + timedelta(days=15))
    assert Profile.objects.get(user=rosa).handle == "rosa"


def test_a_picture_becomes_a_small_square_without_notes(rosa):
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    profiles.set_picture(by=rosa, upload=factories.picture_file((900, 600), exif=exif))
    first = Profile.objects.get(user=rosa).picture.name

    with default_storage.open(first) as file, Image.open(file) as kept:
        assert kept.size == (288, 288)
        assert not kept.getexif()


def test_a_new_picture_takes_the_place_of_the_old_one(rosa, django_capture_on_commit_callbacks):
    profiles.set_picture(by=rosa, upload=factories.picture_file())
    first = Profile.objects.get(user=rosa).picture.name
    with django_capture_on_commit_callbacks(execute=True):
        profiles.set_picture(by=rosa, upload=factories.picture_file(colour=(1, 2, 3)))

    assert not default_storage.exists(first)
    profiles.remove_picture(by=rosa)
    assert not Profile.objects.get(user=rosa).picture


def test_what_is_no_picture_is_refused(rosa):
    with pytest.raises(PictureRefused):
        profiles.set_picture(by=rosa, upload=factories.ContentFile(b"<svg></svg>", name="x.png"))


def test_a_byline_gives_its_name_to_the_account(ada):
    author = factories.make_author("Ada Baker", user=ada)
    make_public(ada, name="Somebody Else")

    assert Profile.objects.get(user=ada).name == "Ada Baker"
    author.delete()
    make_public(ada, name="Somebody Else")
    assert Profile.objects.get(user=ada).name == "Somebody Else"


def test_a_writers_profile_shows_their_posts(client, ada, noon):
    author = factories.make_author("Ada Baker", user=ada)
    factories.make_post("Rye, slowly", authors=[author], published=noon)
    make_public(ada)

    assert "Rye, slowly" in client.get("/people/ada/").content.decode()


def test_the_form_says_what_is_wrong_and_keeps_the_words(client, rosa):
    client.force_login(rosa)
    answer = client.post(
        "/accounts/profile/", {"name": "", "bio": "I read.", "links": "not an address"}
    )
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Enter a name." in page
    assert "“not an address” is not an address." in page
    assert "I read." in page


def test_who_joins_without_a_name_never_gets_a_handle_that_is_taken(db, monkeypatch):
    digits = iter(["22222222", "22222222", "33333333"])
    monkeypatch.setattr(profiles, "get_random_string", lambda *_: next(digits))

    joined = [factories.make_user(f"{number}@example.com") for number in range(2)]

    handles = [one.profile.handle for one in joined]
    assert handles == ["reader-22222222", "reader-33333333"]
