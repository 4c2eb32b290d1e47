"""What a person may do with one post in Wagtail, where our table knows more than Wagtail."""

from typing import Any

from wagtail.models import PagePermissionTester

from blog.accounts.permissions import may
from blog.accounts.rules.roles import Act


class PostPermissions(PagePermissionTester):
    """What a person may do with one post, or with the list that posts are written under.

    Wagtail knows owners for changing and deleting only. Here a person who may publish what is
    theirs has the right to publish on their own posts, and on new ones as they make them.
    """

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self.publishes_own = may(user, Act.PUBLISH, owns=True)
        if not user.is_superuser and self.publishes_own and page.owner_id == user.pk:
            self.permissions = {*getattr(self, "permissions", ()), "publish"}

    def can_publish_subpage(self) -> bool:
        """Return whether a new page here may be live at once."""
        if super().can_publish_subpage():
            return True
        return self.publishes_own and self.can_add_subpage()

    def can_set_view_restrictions(self) -> bool:
        """Return whether the person may say who reads the page: an editor's decision."""
        return bool(self.user.is_active) and may(self.user, Act.PUBLISH)
