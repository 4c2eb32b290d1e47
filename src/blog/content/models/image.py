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
        self.instance.moving = ""
        if picture.motion is not None:
            name = picture.motion.name_for(self.instance.title)
            self.instance.moving.save(name, picture.motion, save=False)
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
    # The same picture as it moves, for readers who ask for it: the picture itself stands still.
    moving = models.FileField(upload_to="original_images", blank=True, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit", "credit_url")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file is cleaned first, and takes the place of the old one with its sizes.

        :raises PictureRefused: the file cannot be kept
        """
        replaced: list[str] = []
        if self.file and not self.file._committed:
            replaced = self._stored_names()
            self.file.save(self.file.name, self.file.file, save=False)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *_TOLD_BY_THE_FILE}
        super().save(*args, **kwargs)
        if replaced:
            self.renditions.all().delete()
            storage = self.file.storage
            transaction.on_commit(lambda: [storage.delete(name) for name in replaced])

    def _stored_names(self) -> list[str]:
        stored = type(self).objects.filter(pk=self.pk).values_list("file", "moving").first()
        return [name for name in stored or () if name]


_TOLD_BY_THE_FILE = ("width", "height", "file_size", "file_hash", "is_transparent", "moving")


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
