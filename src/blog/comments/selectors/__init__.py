"""What the screens of a conversation need to know."""

from blog.comments.selectors.standing import (
    get_context,
    get_conversation,
    get_policy,
    get_record,
    is_team,
)
from blog.comments.selectors.threads import (
    PAGE_SIZE,
    Card,
    Own,
    Thread,
    count_new,
    get_card,
    get_cards,
    get_for_author,
    get_new,
    get_newest,
    get_own,
    get_preview,
    get_readable,
    get_taken_back,
    get_thread,
)

__all__ = [
    "PAGE_SIZE",
    "Card",
    "Own",
    "Thread",
    "count_new",
    "get_card",
    "get_cards",
    "get_context",
    "get_conversation",
    "get_for_author",
    "get_new",
    "get_newest",
    "get_own",
    "get_policy",
    "get_preview",
    "get_readable",
    "get_record",
    "get_taken_back",
    "get_thread",
    "is_team",
]
