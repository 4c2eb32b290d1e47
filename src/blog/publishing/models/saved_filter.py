"""Saved filters: how somebody looks at all posts, by a name of their own."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A name for a narrowed board. ``words`` are what its address asks for."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    words: models.JSONField[Any, Any] = models.JSONField(default=dict)
    is_default = models.BooleanField(_("opens with the board"), default=False)
    at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_filter_of_a_name"),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(is_default=True),
                name="one_filter_opens_the_board",
            ),
        ]

    def __str__(self) -> str:
        return self.name
