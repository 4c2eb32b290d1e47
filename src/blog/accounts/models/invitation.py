"""An invitation to the staff."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.accounts.rules.invitations import State, state_of
from blog.accounts.rules.roles import COLUMNS, Role


class Invitation(models.Model):
    """Offers roles to whoever owns an address. Of the link only a hash is kept."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    role_names = models.JSONField(default=list)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    secret_hash = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar[list[str]] = ["-invited_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["email"], name="invitation_by_email")
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the address in small letters: so it is compared."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that are offered, in the order of the table."""
        return tuple(role for role in COLUMNS if role.value in self.role_names)

    def state(self, at: datetime) -> State:
        """Return what has become of it at a moment."""
        return state_of(
            accepted_at=self.accepted_at,
            revoked_at=self.revoked_at,
            expires_at=self.expires_at,
            at=at,
        )
