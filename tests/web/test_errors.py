"""Every refusal says what happened, in its language, as a page and as a part of one."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import Client
from django.urls import path

from blog.config import urls
from blog.config.urls import handler400, handler403, handler404, handler500
from blog.errors import Conflict, Invalid, NotAllowed, NotFound
from blog.web import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

__all__ = ["handler400", "handler403", "handler404", "handler500"]
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def fail(request, kind):
    """Raise what the address names."""
    raise {
        "conflict": Conflict("Somebody was quicker."),
        "invalid": Invalid("That is no date."),
        "not-allowed": NotAllowed("Only editors may."),
        "not-found": NotFound(),
        "denied": PermissionDenied(),
        "suspicious": SuspiciousOperation(),
        "defect": RuntimeError("on purpose"),
        "away": OperationalError("the connection is lost"),
    }[kind]


def take_form(request):
    """Take a form that needs a token."""
    return HttpResponse("taken")


urlpatterns = [
    path("fail/<str:kind>/", fail),
    path("de/fail/<str:kind>/", fail),
    path("form/", take_form),
    *urls.urlpatterns,
]

STATUS = {
    "conflict": 409,
    "invalid": 422,
    "not-allowed": 403,
    "not-found": 404,
    "denied": 403,
    "suspicious": 400,
}


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("prefix", ["", "/de"])
@pytest.mark.parametrize(("kind", "status"), [*STATUS.items(), ("defect", 500)])
def test_a_refusal_is_a_whole_page(client, kind, status, prefix):
    response = client.get(f"{prefix}/fail/{kind}/")

    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1") == page.count("<main") == 1
    assert f'lang="{prefix.strip("/") or "en"}"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("kind", "status"), STATUS.items())
def test_for_a_part_a_refusal_is_a_small_notice(client, kind, status):
    response = client.get(f"/fail/{kind}/", headers=PART)

    notice = response.content.decode()
    assert response.status_code == status
    assert 'role="alert"' in notice
    assert "<html" not in notice


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("conflict", "Somebody was quicker."),
        ("invalid", "no date"),
        ("not-allowed", "Only editors"),
    ],
)
def test_a_refusal_is_given_in_its_own_words(client, kind, words, headers):
    assert words in client.get(f"/fail/{kind}/", headers=headers).content.decode()


@pytest.mark.parametrize(
    ("kind", "can_try_again"),
    [("conflict", True), ("invalid", True), ("not-allowed", False)],
)
def test_who_may_not_is_not_told_to_put_it_right(client, kind, can_try_again):
    sent = client.post(f"/fail/{kind}/").content.decode()
    asked = client.get(f"/fail/{kind}/").content.decode()

    assert "Nothing has been changed" in sent
    assert ("put it right" in sent) is can_try_again
    assert "Nothing has been changed" not in asked


@pytest.mark.parametrize("prefix", ["", "/de"])
def test_a_defect_leads_home_in_its_language(client, prefix):
    assert f'href="{prefix}/"' in client.get(f"{prefix}/fail/defect/").content.decode()


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_a_database_that_is_away_is_no_defect_and_comes_back(client, headers):
    response = client.get("/de/fail/away/", headers=headers)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "kann gerade nicht antworten" in response.content.decode()


def test_the_page_for_a_defect_needs_neither_context_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = get_template("500.html").render()

    assert "/static/css/site" in page


def test_when_even_that_page_fails_there_is_a_line_of_text(rf, monkeypatch):
    monkeypatch.setattr(errors, "render_to_string", lambda *_: 1 / 0)

    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")
    assert response.content


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_a_method_that_is_not_allowed_gets_words(client, headers):
    response = client.post("/tags/rye/", headers=headers)

    assert response.status_code == 405
    assert response["Allow"]
    assert "cannot be used in this way" in response.content.decode()
    assert ("<html" in response.content.decode()) is not bool(headers)


def test_a_program_gets_no_page_for_a_method(client):
    response = client.post("/tags/rye/", headers={"Accept": "application/json"})

    assert (response.status_code, response.content) == (405, b"")


@pytest.fixture
def strict_client():
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_an_expired_form_gives_back_what_was_typed_and_no_secret(strict_client, headers):
    typed = {"comment_text": "My <b>long</b> answer", "password": "hunter2!", "code": "123456"}

    response = strict_client.post("/form/", typed, headers=headers)

    page = response.content.decode()
    assert response.status_code == 403
    assert "My &lt;b&gt;long&lt;/b&gt; answer</textarea>" in page
    assert "hunter2!" not in page
    assert "123456" not in page


@pytest.mark.parametrize(
    ("referer", "shown"),
    [("http://testserver/rye/#form", True), ("https://elsewhere.example/", False)],
)
def test_an_expired_form_leads_back_on_this_site_only(strict_client, referer, shown):
    page = strict_client.post("/form/", headers={"Referer": referer}).content.decode()

    assert ('href="/rye/"' in page) is shown
    assert "elsewhere" not in page


@pytest.mark.parametrize(
    ("origin", "again"),
    [("http://testserver", True), ("https://evil.example", False), ("null", False)],
)
def test_an_expired_form_can_be_sent_again_from_this_site_only(strict_client, origin, again):
    typed = {"text": "My answer"}
    page = strict_client.post("/form/", typed, headers={"Origin": origin}).content.decode()

    assert ("csrfmiddlewaretoken" in page) is again
    assert "My answer" in page


def test_a_page_that_can_sign_in_gets_its_new_token_that_way(strict_client):
    headers = {"Sign-In-Again": "here", "Origin": "http://testserver", **PART}

    response = strict_client.post("/form/", {"text": "My answer"}, headers=headers)

    assert (response.status_code, response["Sign-In-Again"]) == (401, "/accounts/again/")


def test_the_403_page_lets_a_signed_in_person_change_the_account(client, rosa):
    client.force_login(rosa)

    page = client.get("/fail/denied/").content.decode()

    assert 'action="/accounts/logout/"' in page


def test_the_403_page_lets_a_stranger_sign_in(client):
    assert 'href="/accounts/login/"' in client.get("/fail/denied/").content.decode()
