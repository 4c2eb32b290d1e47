"""What guests say of a version that a link shows them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.publishing.rules.guests import Kind


class GuestRemark(models.Model):
    """A remark or an approval of a guest. It belongs to the post, and stays when its link is gone.

    ``name`` is how the guest was called then. ``sending`` tells one sending from another.
    """

    post = models.ForeignKey(
        "content.PostPage", on_delete=models.CASCADE, related_name="guest_remarks"
    )
    preview = models.ForeignKey(
        "publishing.SharedPreview", null=True, on_delete=models.SET_NULL, related_name="remarks"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.RESTRICT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=10, choices=[(one.value, one.value) for one in Kind]
    )
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("said"))
    sending = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("remark of a guest")
        verbose_name_plural = _("remarks of guests")
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["preview", "sending"], name="a_guest_says_it_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.kind}"
