"""A comment, what it said at each time, and who recommends it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.comments.querysets import CommentQuerySet
from blog.comments.rules import threads
from blog.comments.rules.states import VISIBLE, State


class Comment(models.Model):
    """Somebody's answer to a post or to another comment.

    ``source`` and ``html`` are the newest revision's, kept here so that a thread is one query.
    A comment is never deleted as a row: one that its author takes back stays as a tombstone.
    """

    post = models.ForeignKey(
        "content.PostPage",
        on_delete=models.CASCADE,
        related_name="comments",
        verbose_name=_("post"),
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers"
    )
    path = models.CharField(max_length=threads.STEP * threads.DEEPEST, editable=False)
    root_id = models.BigIntegerField(default=0, editable=False)  # of the first in the thread
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        verbose_name=_("author"),
    )
    # The name at the time: shown once the account has gone.
    author_name = models.CharField(max_length=150)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=[(s.value, s.value) for s in State],
        default=State.NONE.value,
    )
    first_state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in State])
    written_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    revision = models.ForeignKey(
        "comments.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True)
    recommendations = models.PositiveIntegerField(default=0, editable=False)
    # One a form: a form that is sent twice makes one comment.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["post", "path"], name="comments_in_order"),
            models.Index(fields=["post", "state", "id"], name="comments_by_post_state"),
            # Answers the queues’ numbers by itself.
            models.Index(fields=["state", "deleted_at", "id"], name="comments_by_state"),
            # What was said of late, whoever said it.
            models.Index(fields=["state", "written_at"], name="comments_of_late"),
            models.Index(fields=["author", "-written_at"], name="comments_by_author"),
            # Answers by itself how many of somebody's were shown, refused, or wait.
            models.Index(fields=["author", "state", "deleted_at"], name="comments_by_author_state"),
            # What somebody has in one conversation, whatever they wrote elsewhere.
            models.Index(fields=["post", "author"], name="comments_of_one_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.source[:60]}"

    def get_absolute_url(self) -> str:
        """Return its lasting address."""
        return reverse("comments:permalink", args=[self.pk])

    @property
    def is_visible(self) -> bool:
        """Whether any reader may see it."""
        return self.deleted_at is None and State(self.state) in VISIBLE

    def is_by(self, person: Any) -> bool:
        """Whether this person wrote it; whoever left has written nothing any more."""
        return self.author_id is not None and self.author_id == getattr(person, "pk", None)

    @property
    def text_id(self) -> int:
        """The number of what it says now."""
        return self.revision_id or 0

    @property
    def anchor(self) -> str:
        """Its name in the page."""
        return f"comment-{self.pk}"


class Revision(models.Model):
    """What a comment said from one moment on. Reports, reactions and decisions belong to one."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    source = models.TextField()
    html = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.pk}"


class Reaction(models.Model):
    """A person recommends a comment, as it stood then."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="reactions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="comment_reactions"
    )
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "by"], name="one_recommendation_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.by_id} recommends {self.comment_id}"
