"""What was learned from the team's decisions: plain numbers, and nothing that could run."""

from typing import ClassVar

from django.db import models

from blog.comments.querysets import SpamModelQuerySet


class SpamModel(models.Model):
    """A number for each word, and how well they did on texts that were kept apart."""

    at = models.DateTimeField()
    prior = models.FloatField()
    weights = models.JSONField()
    spam = models.PositiveIntegerField()
    others = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    false_alarms = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()

    objects = SpamModelQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.spam}/{self.others}"
