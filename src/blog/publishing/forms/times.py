"""A moment, as somebody writes it on the desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.publishing.forms.steps import StepForm
from blog.publishing.rules.local_time import Fit, moment_of, shown


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


class MoveForm(TimeForm):
    """Another moment for what is set. It says which text that is, and when it was due, as read."""

    revision_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    was_due_at = forms.CharField(widget=forms.HiddenInput)

    def clean_was_due_at(self) -> datetime:
        """Return the moment; what cannot be read was not written by this form."""
        found = parse_datetime(self.cleaned_data["was_due_at"])
        if found is None:
            raise forms.ValidationError(_("Reload the page and try again."))
        return found

    def about_now(self, *, revision_id: int | None, due_at: datetime) -> None:
        """Let the form, shown again, be about what is set now; what was typed stays."""
        read = {"revision_id": str(revision_id or ""), "was_due_at": due_at.isoformat()}
        self.data = {**{name: self.data.get(name) for name in self.data}, **read}
