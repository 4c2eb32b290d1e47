"""What moderators keep an eye on."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class SavedSearch(models.Model):
    """A search that somebody wants to come back to, for themselves or for the whole team."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_comment_searches"
    )
    name = models.CharField(max_length=40)
    asked = models.JSONField()  # the fields of a Search that are not empty
    is_shared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["by", "name"], name="one_search_of_a_name_a_person")
        ]

    def __str__(self) -> str:
        return self.name
