"""A conversation under the post about rye: Rosa writes, Mo moderates, Max moderates too."""

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def nothing_learned():
    """What was learned in another test's world is not known in this one."""
    from blog.comments.selectors import spam

    spam.forget()


@pytest.fixture
def mo(db):
    """A moderator."""
    return factories.make_user("mo@example.com", first_name="Mo", roles=["Moderator"])


@pytest.fixture
def max_(db):
    """A second moderator."""
    return factories.make_user("max@example.com", first_name="Max", roles=["Moderator"])


@pytest.fixture
def ravi(db):
    """A second reader."""
    return factories.make_user("ravi@example.com", first_name="Ravi")


@pytest.fixture
def open_house(db):
    """A site whose new people's comments are shown at once."""
    from wagtail.models import Site

    from blog.comments.models import Conversation

    return Conversation.objects.create(
        site=Site.objects.get(is_default_site=True), moderation="none"
    )


@pytest.fixture
def heard(monkeypatch):
    """What was announced, as if every transaction had committed."""
    told = []
    for module in ("posting", "answering", "moderation"):
        monkeypatch.setattr(f"blog.comments.services.{module}.announce", told.append)
    return told
