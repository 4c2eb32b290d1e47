"""Providers are switched on by the environment alone; who comes from there is treated with care."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.database import PROJECT, copy_to

REPORT = """
import django; django.setup()
from tests.accounts import visits_from_elsewhere; visits_from_elsewhere.report()
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What people find on a site whose environment names a provider."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", REPORT],
        cwd=PROJECT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "blog.config.settings.test",
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "src"), str(PROJECT)]),
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{copy_to(folder / 'site.sqlite3')}",
            "OIDC_SERVER_URL": "http://login.example",
            "OIDC_CLIENT_ID": "galley",
            "OIDC_CLIENT_SECRET": "secret",
            "OIDC_NAME": "Example Login",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_without_a_provider_there_is_none(client, rosa):
    page = client.get("/accounts/login/")
    assert "Go on with" not in page.content.decode()
    assert "form-action 'self';" in page["Content-Security-Policy"] + ";"

    client.force_login(rosa)
    assert "Connect another" not in client.get("/accounts/3rdparty/").content.decode()
    assert "Other accounts" not in client.get("/accounts/").content.decode()


def test_with_openid_connect_there_is_a_button_that_leads_there(found):
    assert "Go on with Example Login" in found["page"]
    assert found["leaves_to"].startswith(f"{found['provider']}/authorize?client_id=galley&")
    assert "code_challenge=" in found["leaves_to"]
    assert found["asks_first"] == 200
    assert "form-action 'self' http://login.example" in found["policy"]


def test_who_is_new_and_vouched_for_is_in(found):
    assert found["new"] == "/accounts/"
    assert found["is_in"] == 200
    assert found["name"] == "Nora New"


def test_the_account_there_is_listed_and_in_the_copy_of_ones_data(found):
    assert "Example Login" in found["others"]
    assert [one["number there"] for one in found["copy"]] == ["7"]
    assert found["archive"]


def test_the_only_way_in_is_not_taken_away(found):
    assert found["only_way"] == 422


def test_a_providers_word_does_not_open_an_account_that_is_here(found):
    assert not found["thief_is_in"]
    assert found["owner_hears"] == 1


def test_who_comes_without_an_address_is_asked_for_one(found):
    assert found["without_address"] == "/accounts/3rdparty/signup/"
    assert found["asks_for_address"]
    assert found["refused"] == 422


def test_an_owner_connects_and_removes_the_account_also_when_the_provider_is_off(found):
    assert found["asks_who_it_is"] == "/accounts/reauthenticate/"
    assert found["connected"] == 1
    assert "The account is connected." in found["told"]
    assert "switched off at present" in found["off"]
    assert (found["removed_while_off"], found["left"]) == (302, 0)


def test_a_provider_that_is_out_of_order_is_said_in_our_words(found):
    status, page = found["out_of_order"]
    assert status == 502
    assert "That did not work" in page
