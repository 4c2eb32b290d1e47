"""What an admin sets for a section in Wagtail."""

import pytest
from django.urls import reverse

from blog.content.models import SectionPage
from blog.publishing.rules.readiness import RECOMMENDED
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db):
    """Who sets what a section demands."""
    return factories.make_user("boss@example.com", roles=["Admin"])


@pytest.fixture
def bread(db):
    return factories.make_section("Bread", required_checks=["summary", "gone since"])


def form_of(section, boss, **data):
    form = SectionPage.get_edit_handler().get_form_class()
    bare = form(instance=section, for_user=boss)
    given = {name: bare[name].value() for name in bare.fields} | data
    return form({k: v for k, v in given.items() if v is not None}, instance=section, for_user=boss)


def test_every_recommended_check_has_a_box(client, bread, boss):
    client.force_login(boss)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[bread.pk])).text

    boxes = [f'name="required_checks" value="{check}"' for check in RECOMMENDED]
    assert all(box in page for box in boxes)
    assert page.count('name="required_checks"') == len(RECOMMENDED)
    assert "Marks for words in another script" in page


def test_what_is_ticked_is_kept(bread, boss):
    form = form_of(bread, boss, required_checks=["summary", "link text"])

    assert form.is_valid(), form.errors
    form.save()

    assert SectionPage.objects.get(pk=bread.pk).required_checks == ["summary", "link text"]


def test_what_is_no_recommended_check_is_refused(bread, boss):
    form = form_of(bread, boss, required_checks=["reading level"])

    assert set(form.errors) == {"required_checks"}


def test_nothing_ticked_demands_nothing(bread, boss):
    form = form_of(bread, boss, required_checks=[])

    assert form.is_valid(), form.errors
    assert form.save(commit=False).required_checks == []
