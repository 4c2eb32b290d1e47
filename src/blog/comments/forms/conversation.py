"""What people type into a conversation."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from blog.comments.models import Comment
from blog.comments.models.judgement import ComplaintChoice
from blog.comments.rules.text import LONGEST, tidy
from blog.comments.services import judging


class CommentForm(forms.Form):
    """A comment. Its token makes sending twice the same as sending once."""

    text = forms.CharField(
        label=_("Your comment"),
        widget=forms.Textarea(attrs={"rows": 5}),
        strip=False,
        error_messages={"required": _("Write something first.")},
        help_text=_(
            "Up to 5,000 characters. *Emphasis*, **strong**, > quotation and links work; "
            "pictures do not."
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown over your comments. You are asked once."),
        error_messages={"required": _("Enter your name. It is shown over your comments.")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)

    def __init__(
        self, data: Any = None, *, by: Any, place: str = "comment", initial: Any = None
    ) -> None:
        super().__init__(data, auto_id=f"{place}-%s", initial=initial)
        if by is not None and by.get_full_name():
            del self.fields["name"]

    @property
    def asks_name(self) -> bool:
        """Whether the person has yet to say how they are called."""
        return "name" in self.fields

    def clean_name(self) -> str:
        """Return the name without signs that nobody sees, which could turn what follows around."""
        name: str = self.cleaned_data["name"]
        return "".join(sign for sign in name if sign.isprintable())

    def clean_text(self) -> str:
        """Refuse what is far beyond any comment before anything reads it."""
        text: str = self.cleaned_data["text"]
        if len(text) > 10 * LONGEST:
            raise forms.ValidationError(_("That is a book. Keep it under 5,000 characters."))
        try:
            judging.ensure_readable(source=tidy(text))
        except judging.CommentRefused as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return text


class GuestForm(CommentForm):
    """A comment of somebody without an account, and the address that they will show is theirs."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A code is sent there. Readers do not see the address."),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("This is not an e-mail address. One looks like name@example.org."),
        },
    )
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # A trap for programs, out of people's sight.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, by=None, place="guest", initial=initial)

    def clean_email(self) -> str:
        """Refuse letters that only look like those of another address, as a Kelvin sign for a K."""
        email: str = self.cleaned_data["email"]
        if not email.rpartition("@")[0].isascii():
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"])
        return email

    def clean_website(self) -> str:
        """Refuse what a program filled in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""


class GuestCodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code from the message"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={"required": _("Enter the code.")},
    )


class EditForm(CommentForm):
    """A change to a comment, which of its texts was changed, and when the form was opened.

    ``begun`` is signed for the comment: nobody can say that they began earlier, or with another.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)
    begun = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, by: Any, comment: Comment, at: datetime) -> None:
        self._signer = signing.Signer(salt=f"comments.edit.{comment.pk}")
        kept = {
            "text": comment.source,
            "revision": comment.revision_id,
            "begun": self._signer.sign(at.isoformat()),
        }
        super().__init__(data, by=by, place=f"edit-{comment.pk}", initial=kept)

    def clean_begun(self) -> datetime | None:
        """Return when the form was opened; nothing where that is not known."""
        try:
            return datetime.fromisoformat(self._signer.unsign(self.cleaned_data["begun"]))
        except signing.BadSignature:
            return None


class ReportForm(forms.Form):
    """Why a comment should not stand, and which of its texts the person has read."""

    revision_id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    complaint = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=ComplaintChoice,
        widget=forms.Select,
    )
    text = forms.CharField(
        label=_("What should the moderators know?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppealForm(forms.Form):
    """Why a rejection should be looked at again."""

    text = forms.CharField(
        label=_("Why should it stand?"),
        max_length=1000,
        error_messages={"required": _("Say why it should stand, in a sentence or two.")},
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Another moderator reads this. You can appeal once."),
    )
