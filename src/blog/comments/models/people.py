"""What people want to see of each other, and what the team lays upon somebody."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.comments.querysets import FollowQuerySet, SanctionQuerySet


class Follow(models.Model):
    """A person wants to hear of new comments on a post, or in one thread of it."""

    post = models.ForeignKey("content.PostPage", on_delete=models.CASCADE, related_name="+")
    # The first comment of the thread; without one it is the whole conversation.
    thread = models.ForeignKey(
        "comments.Comment", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_conversations"
    )
    at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["post", "by"],
                condition=models.Q(thread__isnull=True),
                name="conversation_followed_once",
            ),
            models.UniqueConstraint(fields=["thread", "by"], name="thread_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id} follows {self.thread_id or 'all'} on {self.post_id}"


class Block(models.Model):
    """A person does not want to read another one's comments."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_blocks"
    )
    of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "of"], name="blocked_once")
        ]

    def __str__(self) -> str:
        return f"{self.by_id} hides {self.of_id}"


class Kind(models.TextChoices):
    """What the team can lay upon somebody."""

    WARN = "warn", _("A warning")
    WATCH = "watch", _("Every comment waits for a moderator")
    SUSPEND = "suspend", _("No comments until a day")
    BAN = "ban", _("No comments")


class Sanction(models.Model):
    """The team limits what a person may say, for a reason that the person is told."""

    of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_sanctions"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(max_length=1000)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    # Where it came with a decision on a comment, and which decisions it brought on others: an undo
    # takes all of them back.
    decision = models.ForeignKey(
        "comments.Decision", null=True, on_delete=models.SET_NULL, related_name="sanctions"
    )
    hid = models.ManyToManyField("comments.Decision", related_name="+")
    told = models.BooleanField(default=False)
    lift_told = models.BooleanField(default=False)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["of", "lifted_at"], name="sanctions_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.of_id}: {self.kind}"


class PersonNote(models.Model):
    """What moderators want to remember of somebody, who finds it in the copy of their data."""

    of = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="moderators_notes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(max_length=1000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.of_id}: {self.text[:60]}"
