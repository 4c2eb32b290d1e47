"""Many new posts at once, with all that a version and a publication leave behind: for imports.

What ``release.publish_now`` does for one post, in a few statements for all of them;
``tests/publishing/services/test_many_posts.py`` compares what both leave in every table.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, Revision

from blog.audit.services import recording
from blog.content import tasks
from blog.content.models import PostPage
from blog.content.services import freshness
from blog.content.services.many_posts import write_log
from blog.publishing.models import Change, Release
from blog.publishing.services import addresses, gate, links
from blog.web import many_rows

SHOWS_A_PICTURE = {"image", "gallery"}


def bring_in(*, posts: Sequence[PostPage], by: Any, public: Mapping[int, datetime | None]) -> None:
    """Keep the text of new posts as their first version, and make some public, without a review.

    In the caller's transaction, of posts that ``content.services.many_posts`` has just inserted.
    ``public`` names the public ones by their numbers, with the moment at which each came out; None
    is now. That is written to the audit log and to their history; nothing is sent out, and there is
    nothing to undo.
    """
    _keep_first_versions(posts, by)
    now = timezone.now()
    at = {pk: moment or now for pk, moment in public.items()}
    if at:
        _publish([post for post in posts if post.pk in at], by, at, now)
    tasks.catch_up_on_posts.enqueue([post.pk for post in posts])


def _keep_first_versions(posts: Sequence[PostPage], by: Any) -> None:
    now = timezone.now()
    versions = many_rows.take_numbers(Revision, len(posts))
    many_rows.insert(
        Revision,
        {
            "id": versions,
            "object_id": [str(post.pk) for post in posts],
            "content": [post.serializable_data() for post in posts],
            "object_str": [str(post) for post in posts],
        },
        same={
            "content_type_id": ContentType.objects.get_for_model(PostPage).pk,
            "base_content_type_id": ContentType.objects.get_for_model(Page).pk,
            "user_id": by.pk if by else None,
            "created_at": now,
        },
    )
    for post, version in zip(posts, versions, strict=True):
        post.latest_revision_id, post.latest_revision_created_at = version, now
        post.has_unpublished_changes = True
    the_first = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(PostPage),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    Page.objects.filter(pk__in=[post.pk for post in posts]).update(
        latest_revision=Subquery(the_first.values("pk")[:1]),
        latest_revision_created_at=Subquery(the_first.values("created_at")[:1]),
        has_unpublished_changes=True,
    )


def _publish(posts: Sequence[PostPage], by: Any, at: Mapping[int, datetime], now: datetime) -> None:
    keys = [post.pk for post in posts]
    is_open = set(
        PostPage.objects.filter(pk__in=keys).open_to_everybody().values_list("pk", flat=True)
    )
    moments = [at[pk] for pk in keys]
    many_rows.insert(
        Release,
        {
            "post_id": keys,
            "revision_id": [post.latest_revision_id for post in posts],
            "at": moments,
            "undo_until": moments,
            "was_open": [pk in is_open for pk in keys],
        },
        same={"by_id": by.pk if by else None, "change": Change.FIRST},
    )
    gate.make_all_public(post_ids=keys)
    for post in posts:
        post.live, post.has_unpublished_changes = True, False
        post.live_revision_id = post.latest_revision_id
        post.first_published_at = post.last_published_at = at[post.pk]
    write_log(posts=posts, action="wagtail.publish", at=now, by=by, of_versions=True)
    recording.record_all(
        by=by,
        act="post.published_in_bulk",
        subjects=[(("post", post.pk), post.title) for post in posts],
    )
    addresses.note_all_public(pages=posts, at=now)
    links.note_all_links(pages=posts)
    freshness.everything_changed()
    tasks.index_posts.enqueue(keys)
    for post in posts:
        if post.hero_image_id or SHOWS_A_PICTURE & {block["type"] for block in post.body.raw_data}:
            tasks.prepare_pictures.enqueue(post.pk)
