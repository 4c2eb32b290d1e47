"""What a person's roles open in Wagtail's own admin."""

import pytest

from blog.accounts.rules.roles import Act, Role
from blog.accounts.rules.wagtail_rights import (
    LIBRARY,
    MODELS,
    PAGES,
    POSTS,
    model_permissions,
    refusing_act,
    rights,
)


@pytest.mark.parametrize(
    ("role", "posts", "pages"),
    [
        (Role.READER, set(), set()),
        (Role.AUTHOR, {"add"}, set()),
        (Role.TRUSTED_AUTHOR, {"add"}, set()),
        (Role.MODERATOR, set(), set()),
    ],
)
def test_whose_right_it_is_only_for_their_own_has_none_on_everything(role, posts, pages):
    assert rights([role], POSTS) == posts
    assert rights([role], PAGES) == pages


def test_editors_may_do_everything_with_posts_and_delete_no_trees():
    assert rights([Role.EDITOR], POSTS) == set(POSTS)
    assert "bulk_delete" not in rights([Role.EDITOR], PAGES)
    assert "bulk_delete" in rights([Role.ADMIN], PAGES)


def test_readers_reach_nothing():
    assert rights([Role.READER], LIBRARY) == set()
    assert model_permissions([Role.READER]) == set()
    assert model_permissions([]) == set()


def test_nobody_manages_accounts_or_groups_in_wagtail():
    held = model_permissions(Role)

    assert not [name for name in held if "user" in name or "group" in name]
    assert len(held) == sum(len(actions) for _, actions in MODELS.values())


def test_two_roles_have_what_each_has():
    both = model_permissions([Role.EDITOR, Role.MODERATOR])

    assert both == model_permissions([Role.EDITOR]) | model_permissions([Role.MODERATOR])


@pytest.mark.parametrize(
    ("role", "screen", "refused"),
    [
        (Role.AUTHOR, "wagtailadmin_pages:edit", None),
        (Role.AUTHOR, "wagtailadmin_pages:type_use", Act.SEE_DRAFT),
        (Role.AUTHOR, "wagtailadmin_reports:site_history", Act.SEE_DRAFT),
        (Role.EDITOR, "wagtailadmin_reports:site_history", None),
        (Role.MODERATOR, "wagtailadmin_pages:edit", Act.WRITE),
        (Role.MODERATOR, "wagtailimages:index", Act.WRITE),
        (Role.EDITOR, "wagtailadmin_workflows:add", Act.CONFIGURE),
        (Role.ADMIN, "wagtailadmin_workflows:add", None),
        (Role.MODERATOR, "wagtailadmin_home", None),  # asks for the admin itself, elsewhere
    ],
)
def test_screens_for_which_wagtail_asks_nothing(role, screen, refused):
    assert refusing_act([role], screen) == refused
