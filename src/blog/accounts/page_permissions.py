"""What a person may do with one post in Wagtail, where our table knows more than Wagtail."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import PagePermissionTester

from blog.accounts.permissions import may
from blog.accounts.rules.roles import Act


class PostPermissions(PagePermissionTester):
    """What a person may do with one post, or with the list that posts are written under.

    Wagtail knows one owner of a page. Here a post is also theirs whose name stands over it, and who
    may publish what is theirs may publish it, and new ones as they make them.
    """

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.publishes_own = may(user, Act.PUBLISH, owns=True)
        if not user.is_superuser and self.publishes_own and self.owns:
            self.permissions = {*getattr(self, "permissions", ()), "publish"}

    @cached_property
    def owns(self) -> bool:
        """Whether the page is a post of the person's."""
        is_of = getattr(self.page, "is_of", None)
        return is_of is not None and is_of(self.user)

    def can_edit(self) -> bool:
        """Return whether the person may change it."""
        if super().can_edit():
            return True
        return may(self.user, Act.WRITE, owns=True) and self.owns

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Return whether the person may delete it: a post has no pages below it."""
        if super().can_delete(ignore_bulk):
            return True
        asked = (Act.TRASH, Act.UNPUBLISH) if self.page.live else (Act.TRASH,)
        return all(may(self.user, act, owns=True) for act in asked) and self.owns

    def can_publish_subpage(self) -> bool:
        """Return whether a new page here may be live at once."""
        if super().can_publish_subpage():
            return True
        return self.publishes_own and self.can_add_subpage()

    def can_set_view_restrictions(self) -> bool:
        """Return whether the person may say who reads the page: an editor's decision."""
        return bool(self.user.is_active) and may(self.user, Act.PUBLISH)
