"""What came from where, so that an import can be run again without doing anything twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedRecord(models.Model):
    """A thing of another site and the row that it became here."""

    source = models.CharField(_("site"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    source_id = models.CharField(_("its name there"), max_length=200)
    object_pk = models.BigIntegerField(_("its number here"))
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("imported thing")
        verbose_name_plural = _("imported things")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "source_id"], name="a_thing_is_imported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source_id} of {self.source}"
