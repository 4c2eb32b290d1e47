"""What was sent when nobody was signed in waits until somebody is."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from blog.config import urls
from blog.config.urls import handler400, handler403, handler404, handler500
from blog.web.forgetting import forget_sessions
from blog.web.kept_for import name_of
from blog.web.limits import wait_for
from blog.web.network import network_hash
from blog.web.rules.limits import KEPT_FORMS

__all__ = ["handler400", "handler403", "handler404", "handler500"]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@login_required
def write(request):
    """Take a text from somebody who is signed in."""
    return HttpResponse(
        f"taken: {request.POST['text']}", status=422 if "bad" in request.GET else 200
    )


urlpatterns = [path("write/", write), *urls.urlpatterns]

HERE = "http://testserver/posts/rye/?page=2"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": HERE}


def test_a_plain_request_is_redirected(client):
    assert client.get("/accounts/email/").status_code == 302


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/accounts/email/", "/accounts/login/"),
        ("/de/accounts/email/", "/de/accounts/login/"),
        ("/admin/", "/admin/login/"),
    ],
)
def test_htmx_leaves_for_the_sign_in_page_and_comes_back_to_the_page_it_was_on(client, path, door):
    response = client.get(path, headers=HTMX)

    target = urlsplit(response["HX-Redirect"])
    assert response.status_code == 200
    assert target.path == door
    assert parse_qs(target.query) == {"next": ["/posts/rye/?page=2"]}
    assert "Location" not in response


def test_a_page_elsewhere_is_no_place_to_come_back_to(client):
    headers = {**HTMX, "HX-Current-URL": "https://elsewhere.example/trap/"}

    response = client.get("/accounts/email/", headers=headers)

    assert "elsewhere" not in response["HX-Redirect"]


def test_a_redirect_that_is_no_door_stays_a_redirect(client, rosa):
    client.force_login(rosa)

    response = client.get("/accounts/login/", headers=HTMX)

    assert (response.status_code, response["Location"]) == (302, "/accounts/")
    assert "HX-Redirect" not in response


TYPED = {
    "text": "Three days of <b>rye</b>",
    "tags": ["bread", "slow"],
    "password": "hunter2!",
    "visibility": "on",
    "action-publish": "1",
}
FROM_THE_POST = {"Referer": "http://testserver/posts/rye/?page=2"}


def kept_url(response):
    """Return where the sign-in page leads to."""
    return parse_qs(urlsplit(response["Location"]).query)["next"][0]


def test_a_form_sent_while_signed_out_waits_behind_the_sign_in_page(client, rosa):
    response = client.post("/write/", TYPED, headers=FROM_THE_POST)
    client.force_login(rosa)
    page = client.get(kept_url(response)).content.decode()

    assert urlsplit(response["Location"]).path == "/accounts/login/"
    assert 'method="post" action="/write/"' in page
    assert 'value="Three days of &lt;b&gt;rye&lt;/b&gt;"' in page
    assert page.count('name="tags"') == 2
    assert 'name="visibility" value="on"' in page
    assert 'name="action-publish" value="1"' in page
    assert "hunter2!" not in page


def test_a_kept_form_is_not_kept_with_its_secrets(client):
    client.post("/write/", TYPED)

    assert "hunter2!" not in str(dict(client.session))


def test_nobody_sees_a_kept_form_without_signing_in(client):
    response = client.post("/write/", TYPED)

    assert urlsplit(client.get(kept_url(response))["Location"]).path == "/accounts/login/"


def test_another_browser_does_not_find_it(client, rosa):
    url = kept_url(client.post("/write/", TYPED))
    other = Client()
    other.force_login(rosa)

    assert other.get(url).status_code == 404


def test_once_accepted_it_is_forgotten(client, rosa):
    url = kept_url(client.post("/write/", TYPED))
    client.force_login(rosa)
    name = url.rstrip("/").rsplit("/", 1)[1]

    client.post("/write/?bad", {"text": "a", "kept_form": name})
    assert client.get(url).status_code == 200
    client.post("/write/", {"text": "a", "kept_form": name})
    assert client.get(url).status_code == 404


def test_it_can_be_discarded_and_leads_back_to_its_page(client, rosa):
    url = kept_url(client.post("/write/", TYPED, headers=FROM_THE_POST))
    client.force_login(rosa)

    response = client.post(url)

    assert response["Location"] == "/posts/rye/?page=2"
    assert client.get(url).status_code == 404


def test_more_than_a_session_keeps_is_given_back_at_once(client):
    response = client.post("/write/", {"text": "rye " * 200_000})

    assert response.status_code == 401
    assert "rye rye" in response.content.decode()


def test_only_the_last_few_are_kept(client, rosa):
    urls_kept = [kept_url(client.post("/write/", {"text": f"text {n}"})) for n in range(4)]
    client.force_login(rosa)

    assert [client.get(url).status_code for url in urls_kept] == [404, 200, 200, 200]


@pytest.fixture
def left_by_rosa(client, rosa):
    """Rosa wrote, her session ended by itself, and she pressed the button: where the form waits."""
    client.force_login(rosa)
    client.get("/accounts/")
    del client.cookies["sessionid"]
    return kept_url(client.post("/write/", TYPED))


def test_who_is_signed_in_has_a_name_in_the_browser_that_tells_nobody_anything(client, rosa, ed):
    client.force_login(rosa)
    first = client.get("/accounts/").cookies["kept-for"]
    again = client.get("/accounts/")
    client.force_login(ed)
    other = client.get("/accounts/").cookies["kept-for"]

    assert first.value.isalnum()
    assert len(first.value) == 16
    assert str(rosa.pk) != first.value
    assert not first["httponly"]
    assert "kept-for" not in again.cookies
    assert other.value != first.value


def test_signing_out_takes_the_name_away(client, rosa):
    client.force_login(rosa)
    client.get("/accounts/")

    response = client.post("/accounts/logout/")

    assert response.cookies["kept-for"].value == ""


def test_who_wrote_a_kept_form_gets_it_back(client, rosa, left_by_rosa):
    client.force_login(rosa)

    assert "Three days" in client.get(left_by_rosa).content.decode()


def test_who_signs_in_next_does_not_see_what_somebody_else_wrote(client, ed, left_by_rosa):
    client.force_login(ed)
    page = client.get(left_by_rosa)

    assert page.status_code == 404
    assert "This text is somebody else’s" in page.content.decode()
    assert "Three days" not in page.content.decode()


def test_nor_can_they_discard_it_or_have_it_taken(client, rosa, ed, left_by_rosa):
    name = left_by_rosa.rstrip("/").rsplit("/", 1)[1]
    client.force_login(ed)
    client.post(left_by_rosa)
    client.post("/write/", {"text": "mine", "kept_form": name})
    client.post("/accounts/logout/")
    client.force_login(rosa)

    assert "Three days" in client.get(left_by_rosa).content.decode()


def test_what_one_person_leaves_does_not_push_out_what_another_left(client, rosa, ed, left_by_rosa):
    client.cookies["kept-for"] = name_of(ed.pk)
    urls_kept = [kept_url(client.post("/write/", {"text": f"text {n}"})) for n in range(4)]
    client.force_login(rosa)

    assert client.get(left_by_rosa).status_code == 200
    assert [client.get(url).status_code for url in urls_kept] == [404] * 4


def test_signing_out_drops_what_was_kept_for_whom_signs_out(client, rosa, left_by_rosa):
    client.force_login(rosa)
    client.post("/accounts/logout/")
    client.force_login(rosa)

    assert client.get(left_by_rosa).status_code == 404


def test_a_button_without_words_leads_back_to_its_page(client):
    response = client.post("/write/", {"action": "like"}, headers=FROM_THE_POST)

    assert kept_url(response) == "/posts/rye/?page=2"


def test_a_page_that_can_sign_in_is_told_so_and_nothing_is_done(client):
    response = client.post("/write/", TYPED, headers={**HTMX, "Sign-In-Again": "here"})

    assert response.status_code == 401
    assert response["Sign-In-Again"] == "/accounts/again/"
    assert "kept_forms" not in client.session


def test_a_script_that_saves_by_itself_is_told_and_nothing_is_kept(client):
    response = client.post("/write/", {"text": "rye"}, headers={"Accept": "application/json"})

    assert response.status_code == 401
    assert response.json()["success"] is False
    assert "signed out" in response.json()["error_message"]
    assert not Session.objects.exists()


def test_htmx_without_the_element_takes_the_window_to_the_door(client, rosa):
    response = client.post("/write/", TYPED, headers=HTMX)
    client.force_login(rosa)

    url = parse_qs(urlsplit(response["HX-Redirect"]).query)["next"][0]
    assert "Three days" in client.get(url).content.decode()


def test_after_signing_in_the_page_gets_its_token(client, rosa):
    assert urlsplit(client.get("/accounts/again/")["Location"]).path == "/accounts/login/"
    client.force_login(rosa)

    assert "data-signed-in=" in client.get("/accounts/again/").content.decode()


@pytest.mark.parametrize(
    ("query", "signed_in", "told"), [("", True, True), ("?bad", True, False), ("", False, False)]
)
def test_a_browser_is_told_which_forms_were_taken(client, rosa, query, signed_in, told):
    if signed_in:
        client.force_login(rosa)

    response = client.post(f"/write/{query}", {"text": "a b", "keep": "comment-12"})

    assert ("sent-forms" in response.cookies) is told
    if told:
        assert response.cookies["sent-forms"].value == "comment-12"


def test_the_names_of_forms_taken_add_up_and_nothing_else_gets_in(client, rosa):
    client.force_login(rosa)
    client.cookies["sent-forms"] = "one.<x>"

    assert (
        client.post("/write/", {"text": "a", "keep": "two"}).cookies["sent-forms"].value
        == "one.two"
    )
    assert "sent-forms" not in client.post("/write/", {"text": "a", "keep": "a;b"}).cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example/testserver/"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_not_kept_and_makes_no_session(client, headers):
    """It would replace the session of whoever is signed in, and put words into their mouth."""
    response = client.post("/write/", TYPED, headers=headers)

    assert kept_url(response) == "/"
    assert not response.cookies


def test_a_form_of_this_site_says_so_and_is_kept(client):
    response = client.post("/write/", TYPED, headers={"Origin": "http://testserver"})

    assert kept_url(response).startswith("/accounts/kept/")


def test_a_kept_form_leads_back_to_no_other_site(client, rosa):
    elsewhere = {"Referer": "http://testserver//elsewhere.example/"}
    url = kept_url(client.post("/write/", TYPED, headers=elsewhere))
    client.force_login(rosa)

    assert client.post(url)["Location"] == "/%2Felsewhere.example/"


def test_a_network_that_had_too_much_kept_gets_its_words_back_and_makes_no_session(client):
    for number in range(KEPT_FORMS.amount):
        Client().post("/write/", {"text": f"text {number}"})
    sessions = Session.objects.count()

    response = client.post("/write/", TYPED)
    part = client.post("/write/", TYPED, headers=HTMX).content.decode()

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= KEPT_FORMS.seconds
    assert "Three days of &lt;b&gt;rye&lt;/b&gt;" in response.content.decode()
    assert "Three days of &lt;b&gt;rye&lt;/b&gt;" in part
    assert "<html" not in part
    assert Session.objects.count() == sessions == KEPT_FORMS.amount


def test_what_a_stranger_sent_is_kept_for_a_day(client, rosa):
    url = kept_url(client.post("/write/", TYPED))
    assert client.session.get_expiry_age() == 86_400

    forget_sessions(at=timezone.now() + timedelta(hours=25))
    client.force_login(rosa)
    assert client.get(url).status_code == 404
    assert Session.objects.count() == 1


def test_signing_in_with_a_kept_form_lasts_as_long_as_signing_in_does(client, rosa):
    url = kept_url(client.post("/write/", TYPED))
    client.force_login(rosa)

    assert client.get(url).status_code == 200
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_what_is_too_large_to_keep_or_has_no_words_takes_no_place(client):
    for _ in range(KEPT_FORMS.amount + 1):
        client.post("/write/", {"text": "rye " * 200_000})
        client.post("/write/", {"action": "like"})

    assert wait_for(KEPT_FORMS, network_hash("127.0.0.1")) == 0
    assert kept_url(client.post("/write/", TYPED)).startswith("/accounts/kept/")
