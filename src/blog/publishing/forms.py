"""What is asked for at the desk before a step of a post is taken."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.publishing.rules.local_time import Fit, moment_of, shown
from blog.publishing.selectors.screen import get_public_page
from blog.publishing.services.preview import LONGEST
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


class TimeForm(StepForm):
    """A moment on somebody's wall clock. What the clocks make doubtful is asked about."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )
    hour = forms.TimeField(
        label=gettext_lazy("Time"),
        help_text=gettext_lazy("Hours and minutes, such as 09:30"),
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"}),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages={
            "required": gettext_lazy("Write a time, such as 09:30."),
            "invalid": gettext_lazy("Write hours and minutes, such as 09:30."),
        },
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    which = forms.ChoiceField(
        label=gettext_lazy("Which moment"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        own = self.initial.get("zone")
        zones = dict.fromkeys([*([own] if own else []), *settings.WAGTAIL_USER_TIME_ZONES])
        self.fields["zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]
        self.asks_which = False
        self._read_moment()

    def _read_moment(self) -> None:
        """Offer the moments that could be meant, where the clocks leave more than one."""
        if not self.is_bound:
            return
        try:
            day = self.fields["day"].clean(self.data.get("day"))
            hour = self.fields["hour"].clean(self.data.get("hour"))
            zone = self.fields["zone"].clean(self.data.get("zone"))
        except forms.ValidationError:
            return
        self.moment = moment_of(datetime.combine(day, hour), zone)
        if self.moment.fit is not Fit.ONCE:
            self.asks_which = True
            self.fields["which"].choices = [  # type: ignore[attr-defined]
                (choice.isoformat(), shown(choice, zone)) for choice in self.moment.choices
            ]

    def clean(self) -> dict[str, Any]:
        """Find the moment, or ask which one is meant."""
        data = super().clean() or {}
        if not {"day", "hour", "zone"} <= data.keys():
            return data
        if not self.asks_which:
            data["due_at"] = self.moment.choices[0]
        elif data.get("which"):
            data["due_at"] = datetime.fromisoformat(data["which"])
        elif "which" not in self.errors:
            words = (
                _("Clocks go forward that night, and this time is left out. Which one is meant?")
                if self.moment.fit is Fit.MISSING
                else _("Clocks go back that night, and this time comes twice. Which one is meant?")
            )
            self.add_error("which", words)
        return data


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

    def expires_at(self) -> datetime:
        """Return when the preview ends."""
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class RevokeForm(StepForm):
    """Which preview ends."""

    preview_id = forms.IntegerField(widget=forms.HiddenInput)
