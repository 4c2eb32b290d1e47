"""What a setting may not do: weaken production, or aim the demo at somebody's database."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog.config import env
from tests.support.database import PROJECT

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "blog.config.settings.production",
    "SECRET_KEY": "long-enough-to-be-accepted-by-every-check-that-there-is-for-keys",
    "ALLOWED_HOSTS": "galley.example",
    "BASE_URL": "https://galley.example",
    "EMAIL_URL": "smtp://user:password@mail.example",
    "DEFAULT_FROM_EMAIL": "post@galley.example",
}
DEMO = {"DJANGO_SETTINGS_MODULE": "blog.config.settings.demo"}


@pytest.fixture
def ask(tmp_path):
    """Run an expression with settings of its own, in a process of its own."""

    def run(expression, **environment):
        source = f"import django; django.setup(); from django.conf import settings; {expression}"
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-c", source],
            cwd=PROJECT,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(PROJECT / "src"),
                "DATA_DIR": str(tmp_path),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_production_has_no_overlay_no_demo_and_asks_for_the_second_step(ask):
    said = ask(
        "from django.urls import get_resolver;"
        "print([app for app in settings.INSTALLED_APPS if 'axe' in app],"
        " [p for p in get_resolver().url_patterns if 'axe' in str(p.pattern)],"
        " getattr(settings, 'DEMO_MODE', False), settings.STAFF_NEED_SECOND_STEP, settings.DEBUG)",
        **PRODUCTION,
        STAFF_SECOND_STEP="optional",
    )
    assert said.stdout.strip() == "[] [] False True False", said.stderr


SHORT_KEY = "SECRET_KEY has 3 characters; 50 or more are expected. Set it to a long random text"
NO_HOST = "host names are expected, with commas, no scheme, port or *. Name every host of the site"
NO_ADDRESS = "an https:// address is expected. Set it to one, such as https://www.example.com."


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("SECRET_KEY", "abc", SHORT_KEY),
        ("ALLOWED_HOSTS", "*", f"ALLOWED_HOSTS has '*'; {NO_HOST}"),
        ("BASE_URL", "galley.example", f"BASE_URL is 'galley.example'; {NO_ADDRESS}"),
    ],
)
def test_production_stops_at_a_value_that_makes_no_sense(ask, variable, value, expected):
    said = ask("print('started')", **{**PRODUCTION, variable: value})
    assert said.returncode != 0
    assert expected in said.stderr
    assert "started" not in said.stdout


def address(name):
    return env.secure_address(name, required=True)


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (env.secret_key, "a" * 49, "NAME has 49 characters"),
        (env.secret_key, "", "NAME is not set."),
        (env.hosts, "galley.example,*.example", "NAME has '*.example'"),
        (env.hosts, "https://galley.example", "NAME has 'https://galley.example'"),
        (env.hosts, "galley.example:443", "NAME has 'galley.example:443'"),
        (env.hosts, ",", "NAME has 'no name'"),
        (address, "http://galley.example", "NAME is 'http://galley.example'"),
        (address, "https://[galley", "NAME is 'https://[galley'"),
        (address, "", "NAME is not set."),
        (
            env.secure_addresses,
            "https://a.example/, http://b.example/",
            "NAME has 'http://b.example/'",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_named(monkeypatch, read, value, expected):
    monkeypatch.setenv("NAME", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read("NAME")
    assert str(refusal.value).startswith(expected)


def test_every_form_of_a_host_is_taken(monkeypatch):
    monkeypatch.setenv("NAME", "galley.example, .galley.example, 127.0.0.1, [::1]")
    assert env.hosts("NAME") == ["galley.example", ".galley.example", "127.0.0.1", "[::1]"]


def test_the_demo_command_refuses_the_settings_of_production(ask):
    said = ask(
        "from django.core.management import call_command; call_command('demo')", **PRODUCTION
    )
    assert said.returncode != 0
    assert "The demo runs with its own settings only" in said.stderr


@pytest.mark.parametrize(
    "address", ["postgres://galley:secret@db.example/galley", "sqlite:////srv/galley.sqlite3"]
)
def test_the_demo_keeps_to_its_own_database(ask, address):
    said = ask("print(settings.DATABASES)", **DEMO, DATABASE_URL=address)
    assert said.returncode != 0
    assert "The demo keeps a database of its own. Unset DATABASE_URL" in said.stderr
    assert ask("print('fine')", **DEMO).stdout.strip() == "fine"
