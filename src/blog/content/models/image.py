"""Pictures: with a credit, and never with what a camera wrote into them."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image, WagtailImageFieldFile

from blog.web.rules.uploads import read_header
from blog.web.uploads import CleanPicture, clean_picture

HEADER_BYTES = 256 * 1024


class MeasuredFile(WagtailImageFieldFile):
    """A picture's file. Its size is read from its first bytes; Wagtail's own way decodes it."""

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Return width and height; none where the file says nothing of the kind."""
        was_closed = self.closed
        self.open()
        try:
            header = read_header(self.read(HEADER_BYTES))
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)
        return (header.width, header.height) if header else (None, None)


class OriginalFile(MeasuredFile):
    """An uploaded picture's file. Whoever stores it, it is written anew first."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Store a picture under a name made from its own bytes and its title.

        :raises PictureRefused: it cannot be kept
        """
        picture = content if isinstance(content, CleanPicture) else clean_picture(content)
        self.instance.file_size = picture.size
        self.instance.file_hash = picture.file_hash
        self.instance.is_transparent = picture.is_transparent
        super().save(picture.name_for(self.instance.title), picture, save=save)

    save.alters_data = True  # type: ignore[attr-defined]


class SiteImage(AbstractImage):
    """A picture of the library. ``description`` is the text alternative offered for each use."""

    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, shown under the picture."),
    )
    credit_url = models.URLField(_("credit link"), blank=True)
    is_transparent = models.BooleanField(default=False, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit", "credit_url")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file is cleaned first, and takes the place of the old one with its sizes.

        :raises PictureRefused: the file cannot be kept
        """
        replaced = None
        if self.file and not self.file._committed:
            replaced = self._stored_name()
            self.file.save(self.file.name, self.file.file, save=False)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *_TOLD_BY_THE_FILE}
        super().save(*args, **kwargs)
        if replaced:
            self.renditions.all().delete()
            storage = self.file.storage
            transaction.on_commit(lambda: storage.delete(replaced))

    def _stored_name(self) -> str | None:
        if self.pk is None:
            return None
        return type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first()


_TOLD_BY_THE_FILE = ("width", "height", "file_size", "file_hash", "is_transparent")


class SiteRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_spec"
            )
        ]


# The fields stay Wagtail's, and so do the columns; only how their files behave is ours.
SiteImage._meta.get_field("file").attr_class = OriginalFile
SiteRendition._meta.get_field("file").attr_class = MeasuredFile
