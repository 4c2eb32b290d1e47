"""The platform's health checks are answered on whatever address they come by."""

import pytest

pytestmark = pytest.mark.django_db

PRIVATE_ADDRESS = {"host": "172.19.0.2:8000"}


@pytest.fixture
def live(settings):
    """Settings as they are live: one known host, everything over HTTPS."""
    settings.ALLOWED_HOSTS = ["galley.example"]
    settings.SECURE_SSL_REDIRECT = True


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_a_health_check_is_answered_on_a_private_address_without_https(client, live, path):
    response = client.get(path, headers=PRIVATE_ADDRESS)

    assert response.json()["status"] in {"ok", "unavailable"}
    assert response["Cache-Control"] == "no-store"


def test_alive_is_200(client, live):
    assert client.get("/livez", headers=PRIVATE_ADDRESS).status_code == 200


def test_a_health_check_writes_nothing(client, live):
    assert client.post("/livez", headers=PRIVATE_ADDRESS).status_code == 405


def test_any_other_page_is_refused_on_a_private_address(client, live):
    response = client.get("/tags/rye/", headers=PRIVATE_ADDRESS, secure=True)

    assert response.status_code == 400
