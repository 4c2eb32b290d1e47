"""What content keeps of a person, for their copy of it: the posts that stand under their name."""

from typing import Any

from blog.content.models import PostPage


def written_by(user_id: int) -> list[dict[str, Any]]:
    """Return the posts that somebody wrote or began, drafts included, as they are now."""
    posts = PostPage.objects.of(user_id).select_related("locale").order_by("pk")
    return [_record(post, post.get_latest_revision_as_object()) for post in posts]


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
