"""Submissions: a text that waits for a review, and what came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What came of a submission."""

    OPEN = "open", _("waiting for a review")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETURNED = "returned", _("changes requested")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("followed by a newer submission")


class Submission(models.Model):
    """One text of a post, submitted once and decided once."""

    post = models.ForeignKey(
        "content.PostPage", on_delete=models.CASCADE, related_name="submissions"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.RESTRICT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("submitted"))
    note = models.TextField(_("note to the reviewer"), blank=True, max_length=2000)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    remark = models.TextField(_("what the reviewer said"), blank=True, max_length=5000)
    # Remarks at places of the text: ``place`` is a field or a block's id, ``name`` its words.
    remarks = models.JSONField(default=list, blank=True)
    # The publication that made readers have this text: the submission is history then.
    release = models.ForeignKey(
        "publishing.Release", null=True, on_delete=models.SET_NULL, related_name="submissions"
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["post"],
                condition=models.Q(decision="open"),
                name="one_open_submission_a_post",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.decision}"
