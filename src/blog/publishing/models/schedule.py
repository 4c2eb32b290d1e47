"""Schedules: what is to happen to a post at a set time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Due(models.TextChoices):
    """What is to happen."""

    PUBLISH = "publish", _("publish")
    UNPUBLISH = "unpublish", _("unpublish")


class ScheduleState(models.TextChoices):
    """How a schedule stands. One that failed is tried again, and stays until somebody ends it."""

    WAITING = "waiting", _("scheduled")
    FAILED = "failed", _("failed")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class Schedule(models.Model):
    """One thing at one moment. ``due_at`` is an instant; ``zone`` is how people wrote it."""

    post = models.ForeignKey("content.PostPage", on_delete=models.CASCADE, related_name="schedules")
    due = models.CharField(max_length=10, choices=Due)
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    due_at = models.DateTimeField(_("when"))
    zone = models.CharField(max_length=60, default="UTC")
    state = models.CharField(max_length=10, choices=ScheduleState, default=ScheduleState.WAITING)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    set_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    reason = models.TextField(_("why it failed"), blank=True)
    finished_at = models.DateTimeField(null=True)
    # How much later than it should it happened.
    lag = models.DurationField(null=True)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering: ClassVar[list[str]] = ["due_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "next_try_at"], name="schedule_what_is_due")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["post", "due"],
                condition=models.Q(state__in=["waiting", "failed"]),
                name="one_schedule_a_post_and_deed",
            ),
            models.CheckConstraint(
                condition=models.Q(due="unpublish") | models.Q(revision__isnull=False),
                name="what_is_published_is_a_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due} {self.post} {self.due_at:%Y-%m-%d %H:%M}"
