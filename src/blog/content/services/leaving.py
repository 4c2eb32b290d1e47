"""What Wagtail's log keeps of somebody whose account ends."""

from wagtail.models import ModelLogEntry, PageLogEntry

from blog.accounts.rules.leaving import Comments


def let_go(user_id: int, comments: Comments, /) -> None:
    """Take somebody out of Wagtail's log, which would go on naming their number."""
    for log in (PageLogEntry, ModelLogEntry):
        log.objects.filter(user_id=user_id).update(user=None)
