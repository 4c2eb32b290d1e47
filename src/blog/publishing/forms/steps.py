"""What is asked for at the desk before a step of a post is taken."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.publishing.selectors.addresses import get_public_page
from blog.publishing.services.preview import LONGEST, NamelessGuest
from blog.publishing.services.withdrawal import Afterwards


class StepForm(forms.Form):
    """A step about the text that was read: its version, and when that was saved."""

    revision_id = forms.IntegerField(widget=forms.HiddenInput)
    saved_at = forms.CharField(widget=forms.HiddenInput, required=False)
    # Pressed twice, a button acts once.
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None, *, name: str = "", initial: Any = None) -> None:
        given = {"key": get_random_string(32), **(initial or {})}
        super().__init__(data, auto_id=f"{name}-%s", initial=given)

    def clean_saved_at(self) -> datetime | None:
        """Return the moment; what cannot be read was not written by this form."""
        text = self.cleaned_data["saved_at"]
        found = parse_datetime(text) if text else None
        if text and found is None:
            raise forms.ValidationError(_("Reload the page and try again."))
        return found

    def about_newer(self, *, revision_id: int, saved_at: datetime) -> None:
        """Let the form, shown again, be about the newest text; what was typed stays."""
        read = {"revision_id": str(revision_id), "saved_at": saved_at.isoformat()}
        self.data = {**{name: self.data.get(name) for name in self.data}, **read}


class TryAgainForm(StepForm):
    """Another try of what is set: no text is decided on."""

    revision_id = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SubmitForm(StepForm):
    """A text for review."""

    note = forms.CharField(
        label=gettext_lazy("Note to the reviewer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApproveForm(StepForm):
    """An approval."""

    remark = forms.CharField(
        label=gettext_lazy("Remark to the author"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


AT = "at-"


class ChangesForm(StepForm):
    """What should change: of the whole text, and of places in it."""

    remark = forms.CharField(
        label=gettext_lazy("What should change"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Say what should change, so that the author can act on it.")
        },
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        places = [name for name in data or () if name.startswith(AT) and data[name].strip()]
        for name in places:
            self.fields[name] = forms.CharField(
                label=_("Remark at a place of the text"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["remark"].required = not places


def remarks_in(data: dict[str, Any]) -> dict[str, str]:
    """Return what was said of places, by place."""
    return {name.removeprefix(AT): text for name, text in data.items() if name.startswith(AT)}


class CorrectionForm(StepForm):
    """What was corrected."""

    note = forms.CharField(
        label=gettext_lazy("What was corrected"),
        help_text=gettext_lazy("Readers see this sentence above the text, with the date."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say in a sentence what was corrected; readers see it.")
        },
    )


class UnpublishForm(StepForm):
    """What the address answers from then on."""

    afterwards = forms.ChoiceField(
        label=gettext_lazy("What its address answers"),
        choices=[
            (Afterwards.KEEP.value, gettext_lazy("Not found, for now; the post may come back")),
            (Afterwards.GONE.value, gettext_lazy("Taken down for good; search engines forget it")),
            (Afterwards.MOVED.value, gettext_lazy("Leads to another page")),
        ],
        widget=forms.RadioSelect,
        initial=Afterwards.KEEP.value,
    )
    moved_to = forms.CharField(
        label=gettext_lazy("Address of the other page"),
        help_text=gettext_lazy("On this site, such as /posts/another-post/"),
        required=False,
        max_length=500,
    )

    def clean(self) -> dict[str, Any]:
        """Find the other page, where one is asked for."""
        data = super().clean() or {}
        if data.get("afterwards") == Afterwards.MOVED:
            page = get_public_page(address=data.get("moved_to", ""))
            if page is None:
                self.add_error(
                    "moved_to", _("There is no public page of this site at this address.")
                )
            data["page_id"] = page.pk if page else None
        return data


class RollBackForm(StepForm):
    """Which text readers get again."""

    earlier = forms.TypedChoiceField(
        label=gettext_lazy("The text that readers get again"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, choices: Any = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["earlier"].choices = choices  # type: ignore[attr-defined]


class UndoForm(StepForm):
    """Which publication is taken back."""

    release_id = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(StepForm):
    """For whom a preview is, and for how long."""

    guest = forms.CharField(label=gettext_lazy("For whom"), required=False, max_length=120)
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long"),
        coerce=int,
        choices=[
            (1, gettext_lazy("A day")),
            (7, gettext_lazy("A week")),
            (14, gettext_lazy("Two weeks")),
            (LONGEST.days, gettext_lazy("Thirty days")),
        ],
        initial=7,
    )
    takes_remarks = forms.BooleanField(
        label=gettext_lazy("May leave remarks and approve"),
        help_text=gettext_lazy(
            "Under the name above. An approval of a guest is information: it decides nothing."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the guest's name where they may say something."""
        data = super().clean() or {}
        if data.get("takes_remarks") and not data.get("guest") and "guest" not in self.errors:
            self.add_error("guest", str(NamelessGuest.message))
        return data

    def expires_at(self) -> datetime:
        """Return when the preview ends."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class RevokeForm(StepForm):
    """Which preview ends."""

    preview_id = forms.IntegerField(widget=forms.HiddenInput)


class BlockForm(forms.Form):
    """Which block is put back, and into which text, as it was read."""

    block_id = forms.CharField(max_length=100)
    newest_id = forms.IntegerField()
