"""A newsroom: Ada writes, Tom is trusted, Ed and Eve edit; the section asks for four eyes."""

import pytest
from django.contrib.auth.models import Group

from blog.content.models import SectionPage
from tests import factories
from tests.publishing.desk import Desk
from tests.support.kept import kept


@pytest.fixture
def eve(db):
    """Another editor."""
    return factories.make_user("eve@example.com", first_name="Eve", roles=["Editor"])


@pytest.fixture
def tom(db):
    """An author who may publish what is his."""
    Group.objects.get_or_create(name="Trusted author")
    return factories.make_user("tom@example.com", first_name="Tom", roles=["Trusted author"])


@pytest.fixture
def bread(db):
    """A section that asks for four eyes."""
    return factories.make_section("Bread")


@pytest.fixture
def news(db):
    """A section where one person is enough: the one that is there with ``oats``, or a new one."""
    there = SectionPage.objects.filter(title="News").first()
    return there or factories.make_section("News", four_eyes=False)


@pytest.fixture
def draft(ada, bread):
    """Ada's draft about spelt, ready to be read."""
    return Desk.write(ada, title="Spelt, quickly", section=bread)


@kept
def oats():
    """Ada's post about oats, which readers have."""
    news = factories.make_section("News", four_eyes=False)
    post = Desk.write(factories.get_ada(), title="Oats, overnight", section=news)
    factories.publish(post)
    return post


@pytest.fixture
def live(oats):
    return oats
