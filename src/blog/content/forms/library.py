"""Forms of the library: what an editor is told about a file, and what becomes of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from blog.content.rules.limits import UPLOADS
from blog.web.limits import take
from blog.web.uploads import (
    CleanPicture,
    DocumentRefused,
    PictureRefused,
    check_document,
    clean_picture,
)


class PictureField(WagtailImageField):
    """A picture to upload. It leaves this field cleaned, or with a sentence why it is refused."""

    default_validators = ()  # a picture is known by its content, not by its name

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_length = None  # its name is made anew
        self.help_text = _(
            "AVIF, GIF, JPEG, PNG or WebP, up to 20 MB and 40 megapixels. What the camera noted in "
            "the file, such as the place, is removed. What moves, a GIF or WebP, stands still "
            "until a reader plays it; a very long one stays still."
        )

    def to_python(self, data: Any) -> CleanPicture | None:
        """Return the picture written anew."""
        if data in self.empty_values:
            return None
        try:
            return clean_picture(data)
        except PictureRefused as refused:
            raise ValidationError(str(refused), code=refused.refusal.name.lower()) from refused


class CountedUpload:
    """A form with a file. How many somebody sends is counted before any is looked at."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.sender = user
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]

    def full_clean(self) -> None:
        """Take a place of the limit, then look at what was sent."""
        if self.files and self.sender is not None:  # type: ignore[attr-defined]
            take(UPLOADS, self.sender.pk)
        super().full_clean()  # type: ignore[misc]


class PictureForm(CountedUpload, BaseImageForm):
    """A picture of the library: upload and edit, one or several, in the chooser and by the API."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            self.fields["file"] = PictureField(
                label=given.label, required=given.required, widget=given.widget
            )
        if "description" in self.fields:
            self.fields["description"].label = _("Text alternative")
            self.fields["description"].help_text = _(
                "What would you say about this picture to somebody on the telephone? One or two "
                "sentences: what it shows, and what matters about it. Do not begin with “picture "
                "of”. It is offered wherever the picture is used and can be changed there; a "
                "picture that only decorates is marked so where it is used."
            )
        if "credit_url" in self.fields:
            self.fields["credit_url"].help_text = _(
                "Where it comes from: the page of its maker, or of its licence."
            )


class DocumentForm(CountedUpload, BaseDocumentForm):
    """A document of the library."""

    def clean_file(self) -> Any:
        """Refuse, with a sentence, what is too heavy, unknown, or not what its name says."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            try:
                check_document(file, file.name)
            except DocumentRefused as refused:
                raise ValidationError(str(refused), code=refused.refusal.name.lower()) from refused
        return file
