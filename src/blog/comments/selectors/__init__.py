"""What the screens of a conversation need to know."""

from blog.comments.selectors.cards import Card, get_card, get_cards, get_preview
from blog.comments.selectors.news import count_new, get_new, get_newest
from blog.comments.selectors.own import Own, follows_thread, get_own, get_why_it_waits
from blog.comments.selectors.reaching import get_for_author, get_readable, get_taken_back
from blog.comments.selectors.standing import (
    get_context,
    get_conversation,
    get_limits_on,
    get_policy,
    get_record,
    is_team,
)
from blog.comments.selectors.threads import PAGE_SIZE, Thread, get_thread

__all__ = [
    "PAGE_SIZE",
    "Card",
    "Own",
    "Thread",
    "count_new",
    "follows_thread",
    "get_card",
    "get_cards",
    "get_context",
    "get_conversation",
    "get_for_author",
    "get_limits_on",
    "get_new",
    "get_newest",
    "get_own",
    "get_policy",
    "get_preview",
    "get_readable",
    "get_record",
    "get_taken_back",
    "get_thread",
    "get_why_it_waits",
    "is_team",
]
