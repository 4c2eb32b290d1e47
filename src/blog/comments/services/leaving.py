"""What becomes of somebody's comments when their account ends."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from blog.accounts.rules.leaving import Comments
from blog.comments.models import Appeal, Comment, Decision, Reaction, Report, Revision
from blog.comments.services import freshness


def let_go(user_id: int, comments: Comments, /) -> None:
    """Take the name from somebody's comments, or the words as well. To do it again changes nothing.

    Their recommendations no longer count. What they decided as a moderator stays, without a name.
    """
    own = Comment.objects.filter(author_id=user_id)
    posts = set(own.order_by().values_list("post_id", flat=True))
    own.update(author_name=_("A reader who has left"))
    if comments is Comments.ERASE:
        Revision.objects.filter(comment__author_id=user_id).update(source="", html="")
        Appeal.objects.filter(comment__author_id=user_id).update(text="")
        Report.objects.filter(by_id=user_id).update(text="")
        # A rule's detail quotes what it caught.
        Decision.objects.filter(comment__author_id=user_id).update(
            detail="", span_start=None, span_end=None
        )
        own.update(source="", html="")
        own.filter(deleted_at__isnull=True).update(deleted_at=timezone.now())
    recommended = Reaction.objects.filter(by_id=user_id)
    liked = list(recommended.values_list("comment_id", "comment__post_id"))
    Comment.objects.filter(pk__in=[comment for comment, _post in liked]).update(
        recommendations=F("recommendations") - 1
    )
    recommended.delete()
    Decision.objects.filter(actor_id=user_id).update(actor_name=_("A moderator who has left"))
    for post_id in posts | {post for _comment, post in liked}:
        freshness.thread_changed(post_id=post_id, gone=True)
