"""Which readers' pages a change in a conversation makes old: its post's own, and nothing else."""

from blog.comments.rules.threads import tag_of
from blog.web.purging import purge


def thread_changed(*, post_id: int, gone: bool = False) -> None:
    """Have the conversation made anew; ``gone`` if something in it may not be read any longer."""
    tag = tag_of(post_id)
    purge(*([] if gone else [tag]), gone=[tag] if gone else [])
