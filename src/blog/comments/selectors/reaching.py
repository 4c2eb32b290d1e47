"""One comment by its number, for whoever may have it before them."""

from typing import Any

from blog.accounts import permissions
from blog.accounts.rules.roles import Act
from blog.comments.models import Comment
from blog.content.models import PostPage
from blog.errors import NotFound


def get_readable(comment_id: int, person: Any = None) -> Comment:
    """Return a comment that a person may see: a shown one, or their own, on a post they may read.

    :raises NotFound: there is none, or not for them
    """
    comment = (
        Comment.objects.standing()
        .select_related("post__section", "author", "parent__author", "revision")
        .filter(pk=comment_id, post__in=PostPage.objects.visible_to(person))
        .first()
    )
    if comment is None or not (comment.is_visible or comment.is_by(person)):
        raise NotFound
    return comment


def get_for_author(comment_id: int, person: Any, act: Act) -> Comment:
    """Return a comment for something that nobody but its author may do with it.

    :raises NotFound: there is none, or not for them
    :raises RoleRefused: it is somebody else's
    """
    comment = get_readable(comment_id, person)
    permissions.ensure(person, act, owns=comment.is_by(person))
    return comment


def get_taken_back(comment_id: int, person: Any) -> Comment:
    """Return a comment that its author took back, for them alone.

    :raises NotFound: they wrote none of this number, or may not read its post any more
    """
    theirs = Comment.objects.by(person).filter(post__in=PostPage.objects.visible_to(person))
    comment = theirs.filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    return comment
