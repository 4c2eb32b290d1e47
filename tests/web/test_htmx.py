"""An htmx request that must sign in first takes the whole window there."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.django_db

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
