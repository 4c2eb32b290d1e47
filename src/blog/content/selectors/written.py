"""What content keeps of a person, for their copy of it: the posts that stand under their name."""

from typing import Any

from blog.accounts.models import User
from blog.accounts.permissions import may
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage


def written_by(user_id: int) -> list[dict[str, Any]]:
    """Return the posts that somebody wrote or began, as they are now.

    Drafts are in it while the person may see their own. Whose role is gone or asleep gets what is
    public, and of drafts the last text that they saved themselves.
    """
    posts = PostPage.objects.of(user_id).select_related("locale").order_by("pk")
    if may(User.objects.get(pk=user_id), Act.SEE_DRAFT, owns=True):
        return [_record(post, post.get_latest_revision_as_object()) for post in posts]
    texts = ((post, post if post.live else _saved_by(user_id, post)) for post in posts)
    return [_known(post, text) for post, text in texts if text]


def _saved_by(user_id: int, post: PostPage) -> PostPage | None:
    version = post.revisions.filter(user=user_id).order_by("-created_at", "-pk").first()
    text: PostPage | None = version and version.as_object()
    return text


def _known(post: PostPage, text: PostPage) -> dict[str, Any]:
    # What was changed since, and when, is as little theirs as the text of it.
    changed = post.last_published_at if post.live else text.latest_revision_created_at
    return _record(post, text) | {"unpublished changes": False, "last changed": changed}


def _record(post: PostPage, latest: PostPage) -> dict[str, Any]:
    return {
        "title": latest.title,
        "address": post.full_url if post.live else None,
        "public": post.live,
        "unpublished changes": post.has_unpublished_changes,
        "first published": post.first_published_at,
        "last changed": post.latest_revision_created_at,
        "language": post.locale.language_code,
        "summary": latest.summary,
        "body": latest.body.get_prep_value(),
        "text": latest.plain_text(),
    }
