"""What readers' pages must learn of, written down in the transaction that changes it."""

from typing import Any, ClassVar

from django.db import models


class PageChange(models.Model):
    """Something that kept pages show has changed. Every machine works these off by itself.

    ``tags`` name what has changed, ``gone`` what may not be shown a moment longer, ``addresses``
    the pages that should be ready, asked for or not.
    """

    tags = models.JSONField[list[str]](default=list)
    gone = models.JSONField[list[str]](default=list)
    addresses = models.JSONField[list[str]](default=list)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["changed_at"], name="page_change_time")
        ]

    def __str__(self) -> str:
        return ", ".join([*self.gone, *self.tags])
