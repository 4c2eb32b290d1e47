"""The style guide shows every component, to those who build the site and to nobody else."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import resolve

from blog.web import styleguide

COMPONENTS = sorted(
    file.stem for file in (settings.PROJECT_DIR / "templates/components").glob("*.html")
)


def test_every_component_has_a_worked_example():
    shown = {file.stem for file in styleguide.example_files()}

    missing = set(COMPONENTS) - shown - styleguide.SHOWN_BY_THE_PAGE
    assert not missing, "write their inputs in templates/styleguide/<component>.json"
    assert shown <= set(COMPONENTS), "examples of components that are gone"


@pytest.mark.django_db
def test_the_page_shows_them_all(rf):
    page = styleguide.show_styleguide(rf.get("/styleguide/")).content.decode()

    for file in styleguide.example_files():
        assert f'id="component-{file.stem}"' in page
    assert "Enter a valid email address." in page


@pytest.mark.parametrize(
    ("name", "is_there"), [("dev", True), ("demo", False), ("production", False)]
)
def test_only_those_who_build_the_site_have_the_page(name, is_there):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(settings.PROJECT_DIR / "src"),
        "SECRET_KEY": "only-for-this-test-and-long-enough-to-be-accepted-by-checks",
        "ALLOWED_HOSTS": "galley.example",
        "BASE_URL": "https://galley.example",
        "DEFAULT_FROM_EMAIL": "editors@galley.example",
        "EMAIL_URL": "smtp://localhost",
        "STYLEGUIDE": "1",  # asking for it in the environment changes nothing
    }
    looks = f"from blog.config.settings import {name}; print({name}.STYLEGUIDE)"
    answer = subprocess.run(
        [sys.executable, "-c", looks], env=environment, capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == str(is_there)


def test_without_the_setting_there_is_no_such_address():
    assert not settings.STYLEGUIDE
    assert resolve("/styleguide/").url_name != "styleguide"
