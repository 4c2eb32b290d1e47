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
from wagtail.models import Page, PageLogEntry, Revision

from blog.audit.services import recording
from blog.content import tasks
from blog.content.models import PostPage
from blog.content.services import freshness
from blog.content.services.many_posts import log_entry
from blog.publishing.models import Change, Release
from blog.publishing.services import addresses, gate, links

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
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=post.content_type,
            base_content_type=post.get_base_content_type(),
            object_id=str(post.pk),
            user=by,
            content=post.serializable_data(),
            object_str=str(post),
            created_at=timezone.now(),
        )
        for post in posts
    )
    for post, revision in zip(posts, revisions, strict=True):
        post.latest_revision, post.latest_revision_created_at = revision, revision.created_at
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
    Release.objects.bulk_create(
        Release(
            post=post,
            revision=post.latest_revision,
            by=by,
            at=at[post.pk],
            change=Change.FIRST,
            was_open=post.pk in is_open,
            undo_until=at[post.pk],
        )
        for post in posts
    )
    gate.make_all_public(post_ids=keys)
    for post in posts:
        post.live, post.has_unpublished_changes = True, False
        post.live_revision = post.latest_revision
        post.first_published_at = post.last_published_at = at[post.pk]
    PageLogEntry.objects.bulk_create(
        log_entry(
            post=post, action="wagtail.publish", at=now, revision=post.latest_revision, user=by
        )
        for post in posts
    )
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
