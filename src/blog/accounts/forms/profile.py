"""What people say of themselves, as it is typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.web.rules.uploads import PICTURE_EXTENSIONS

MOST_LINKS = 5


class LinksField(forms.CharField):
    """Addresses of other places, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "url", "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        """Return the addresses; say which line is none."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("There are more than 5 links. Keep the most important ones."))
        valid = URLValidator(schemes=["http", "https"])
        for line in lines:
            try:
                valid(line)
            except ValidationError as broken:
                raise ValidationError(
                    _("“%(line)s” is not an address. Write it whole, with https:// in front.")
                    % {"line": line}
                ) from broken
            if len(line) > 300:
                raise ValidationError(_("A link has at most 300 characters."))
        return lines


class ProfileForm(forms.Form):
    """Name, words, links, and who may see them."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("As it stands beside what you write here."),
        error_messages={
            "required": gettext_lazy("Enter a name. It need not be your real one."),
            "max_length": gettext_lazy("A name has at most 80 characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    bio = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=600,
        required=False,
        help_text=gettext_lazy("A few words, at most 600 characters."),
        error_messages={"max_length": gettext_lazy("“About you” has at most 600 characters.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    links = LinksField(
        label=gettext_lazy("Links"),
        required=False,
        help_text=gettext_lazy("Where else you can be found, one address a line, at most 5."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may see my profile"),
        required=False,
        help_text=gettext_lazy("Without this, your profile’s address leads nowhere."),
    )

    def __init__(self, *args: Any, name_is_byline: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "profile_%s", **kwargs})
        if name_is_byline:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _(
                "This is your name as an author. An editor can change it."
            )


class PictureForm(forms.Form):
    """A picture of somebody."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or GIF, up to 20 MB. It is cut to a square from the middle; "
            "where and when it was taken is removed."
        ),
        error_messages={
            "required": gettext_lazy("Choose a picture first."),
            "empty": gettext_lazy("This file is empty. Choose the file again."),
        },
        widget=forms.FileInput(
            attrs={"accept": ",".join(f".{kind}" for kind in PICTURE_EXTENSIONS)}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "portrait_%s", **kwargs})


class HandleForm(forms.Form):
    """A handle. What it may be is decided by the service."""

    handle = forms.CharField(
        label=gettext_lazy("Handle"),
        max_length=60,
        help_text=gettext_lazy(
            "The end of your profile’s address: letters a to z, digits and hyphens. You can change "
            "it once in 14 days. The old one then leads to the new one, and nobody else can have "
            "it for 180 days."
        ),
        error_messages={
            "required": gettext_lazy("Enter a handle."),
            "max_length": gettext_lazy("A handle has at most 30 characters."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "nickname", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "handle_%s", **kwargs})
