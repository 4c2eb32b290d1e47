"""What people say against a comment, and what was decided: never changed, only added to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.comments.models.comment import Comment, Revision
from blog.comments.querysets import AppealQuerySet, DecisionQuerySet, ReportQuerySet
from blog.comments.rules.states import State

STATES = [(state.value, state.value) for state in State]


class ComplaintChoice(models.TextChoices):
    """Why a reader reports a comment."""

    OFFENSIVE = "offensive", _("It is offensive")
    ABUSIVE = "abusive", _("It attacks a person")
    SPAM = "spam", _("It is advertising or spam")
    PRIVATE = "private", _("It reveals something private")
    UNLAWFUL = "unlawful", _("It is against the law")
    OTHER = "other", _("Something else")


class ReasonChoice(models.TextChoices):
    """Why a moderator rejects a comment. The author reads the same words."""

    OFF_TOPIC = "off_topic", _("It is not about the post")
    ABUSE = "abuse", _("It insults somebody")
    HATE = "hate", _("It speaks against a group of people")
    HARASSMENT = "harassment", _("It pursues somebody")
    THREAT = "threat", _("It threatens somebody")
    SPAM = "spam", _("It is advertising or spam")
    PRIVATE = "private", _("It reveals something private")
    FALSE_NAME = "false_name", _("It speaks in another person’s name")
    COPYRIGHT = "copyright", _("It copies somebody else’s text")
    UNLAWFUL = "unlawful", _("It may be against the law")
    OTHER = "other", _("Another reason")


class DecisionIsFinal(RuntimeError):
    """A decision was about to be changed or deleted."""


class Decision(models.Model):
    """A comment came into a state: who said so, why, about which words. No actor: the site."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="decisions")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_name = models.CharField(max_length=150, blank=True)
    before = models.CharField(max_length=10, choices=[("", ""), *STATES], blank=True)
    after = models.CharField(max_length=10, choices=STATES)
    rule = models.CharField(max_length=30, blank=True)
    code = models.CharField(max_length=12, choices=ReasonChoice, blank=True)
    text = models.TextField(max_length=1000, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    span_start = models.PositiveIntegerField(null=True, blank=True)
    span_end = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    # The decision that this one takes back.
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["actor", "-at"], name="decisions_by_actor"),
            models.Index(fields=["-at"], name="decisions_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.before} → {self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new decision.

        :raises DecisionIsFinal: it was written before
        """
        if not self._state.adding:
            raise DecisionIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse.

        :raises DecisionIsFinal: always
        """
        raise DecisionIsFinal

    @property
    def is_in_force(self) -> bool:
        """Whether it was neither taken back nor takes something back."""
        return self.undoes_id is None and not hasattr(self, "undone_by")


class Report(models.Model):
    """A reader says that a comment should not stand. One a person; open until a decision."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="comment_reports",
    )
    complaint = models.CharField(max_length=12, choices=ComplaintChoice)
    text = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField()
    answer = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="answered_reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "by"], name="one_report_a_person")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["comment"], condition=Q(answer__isnull=True), name="reports_still_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.complaint}"


class Appeal(models.Model):
    """An author asks for a second look at one rejection, by somebody else than the first."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="appeals")
    rejection = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=1000)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="settled_appeals"
    )

    # The other moderators were told that its day has passed.
    reminded = models.BooleanField(default=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.text[:60]}"


class Untold(models.Model):
    """A decision that nobody has been told of yet, so that a quick undo tells nobody."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="untold")
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.due_at}"


class Lease(models.Model):
    """A moderator has a comment open; others see who, and may still be quicker."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="lease")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.by_id}"
