"""Which readers' pages a change in a conversation makes old: its post's, and all comments' feed."""

from collections.abc import Collection

from blog.comments.models import Comment
from blog.comments.rules.threads import ALL_THREADS, tag_of
from blog.web.purging import purge


def thread_changed(*, post_id: int, gone: bool = False) -> None:
    """Have the conversation made anew; ``gone`` if something in it may not be read any longer."""
    tags = [tag_of(post_id), ALL_THREADS]
    purge(*([] if gone else tags), gone=tags if gone else [])


def threads_changed(*, post_ids: Collection[int]) -> None:
    """Have the conversations on several posts made anew."""
    if post_ids:
        purge(*(tag_of(post_id) for post_id in post_ids), ALL_THREADS)


def name_changed(*, user_id: int) -> None:
    """Have every conversation made anew in which somebody speaks who has another name now."""
    spoken = Comment.objects.filter(author_id=user_id).order_by()
    posts = spoken.values_list("post_id", flat=True).distinct()
    if tags := [tag_of(post_id) for post_id in posts]:
        purge(*tags, ALL_THREADS)
