"""Who somebody is to others: a name, a handle, a few words; public only if they say so."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def page_tag(user_id: int) -> str:
    """Return the tag by which caches know somebody's public page."""
    return f"person:{user_id}"


class Profile(models.Model):
    """The public side of an account, and what the site knows of how to address its owner."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    name = models.CharField(_("name"), max_length=80)
    # Set by the byline of somebody who writes; it is then changed there.
    name_is_byline = models.BooleanField(default=False)
    bio = models.TextField(_("about you"), max_length=600, blank=True)
    picture = models.FileField(_("picture"), upload_to="portraits", blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    language = models.CharField(
        _("language of e-mails"), max_length=10, default=settings.LANGUAGE_CODE
    )
    handle_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        return reverse("accounts:public_profile", args=[self.handle])

    @property
    def handle(self) -> str:
        """The present handle."""
        return next((one.handle for one in self.handles.all() if one.given_up_at is None), "")


class Handle(models.Model):
    """A handle that is, or lately was, somebody’s; in small letters, so that case means nothing."""

    handle = models.CharField(_("handle"), max_length=30, unique=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="handles")
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("handle")
        verbose_name_plural = _("handles")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["profile"], condition=Q(given_up_at=None), name="one_present_handle"
            )
        ]

    def __str__(self) -> str:
        return self.handle


class ProfileLink(models.Model):
    """Another place where somebody can be found."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(_("address"), max_length=300)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering: ClassVar[list[str]] = ["place", "pk"]

    def __str__(self) -> str:
        return self.url
