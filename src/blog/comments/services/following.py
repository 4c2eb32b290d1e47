"""Hearing of what is said under a post, or in one thread of it; and stopping, by mail as well."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from blog.accounts import permissions
from blog.accounts.models import User
from blog.accounts.rules.roles import Act
from blog.comments.models import Comment, Follow
from blog.comments.rules.limits import REACTIONS
from blog.content.models import PostPage
from blog.errors import NotFound
from blog.web.limits import take

SALT = "blog.comments.following"


class NoSuchLink(NotFound):
    """The link in a mail was cut short or changed."""

    message = _(
        "This link is not whole. Copy all of it from the e-mail, or sign in and look at what you "
        "follow."
    )


@dataclass(frozen=True)
class Subject:
    """What one person follows: the conversation on a post, or one thread of it."""

    person: User
    post_id: int
    thread_id: int | None


@transaction.atomic
def follow(*, post: PostPage, by: Any, at: datetime, wanted: bool = True) -> None:
    """Follow the conversation under a post, or stop.

    :raises RoleRefused: the person may not
    :raises TooOften: they did so much of it; it says when to come back
    """
    _follow(post.pk, None, by, at, wanted)


@transaction.atomic
def follow_thread(*, comment: Comment, by: Any, at: datetime, wanted: bool = True) -> None:
    """Follow the thread that a comment stands in, whatever is said under its post; or stop.

    :raises RoleRefused: the person may not
    :raises TooOften: they did so much of it; it says when to come back
    """
    _follow(comment.post_id, comment.root_id, by, at, wanted)


@transaction.atomic
def stop(*, follow_id: int, by: Any) -> None:
    """Follow one thing no longer, as it stands in a person's own list. Again changes nothing.

    :raises RoleRefused: the person may not
    """
    permissions.ensure(by, Act.KEEP_ACCOUNT, owns=True)
    Follow.objects.filter(pk=follow_id, by=by).delete()


def stop_token(*, follow: Follow) -> str:
    """Return the signed part of a link that stops this and nothing else. It lasts."""
    return signing.dumps([follow.by_id, follow.post_id, follow.thread_id], salt=SALT)


def read_token(*, token: str) -> Subject:
    """Return what a link stops.

    :raises NoSuchLink: it is not ours, or the account is gone
    """
    try:
        user_id, post_id, thread_id = signing.loads(token, salt=SALT)
    except signing.BadSignature as broken:
        raise NoSuchLink from broken
    person = User.objects.filter(pk=user_id).first()
    if person is None:
        raise NoSuchLink
    return Subject(person, post_id, thread_id)


@transaction.atomic
def stop_by_mail(*, token: str) -> None:
    """Follow no longer what a mail told of. To repeat it is harmless.

    :raises NoSuchLink: the link is not ours
    """
    one = read_token(token=token)
    Follow.objects.filter(by=one.person, post=one.post_id, thread=one.thread_id).delete()


def _follow(post_id: int, thread_id: int | None, by: Any, at: datetime, wanted: bool) -> None:
    if wanted:
        permissions.ensure(by, Act.REACT)
    else:
        permissions.ensure(by, Act.KEEP_ACCOUNT, owns=True)  # whoever may not speak may stop
    take(REACTIONS, by.pk)
    if wanted:
        Follow.objects.get_or_create(
            post_id=post_id, thread_id=thread_id, by=by, defaults={"at": at}
        )
    else:
        Follow.objects.filter(post=post_id, thread=thread_id, by=by).delete()
