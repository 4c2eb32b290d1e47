"""Which month of the newsroom is looked at, and whose."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.publishing.rules.months import Month, month_of
from blog.publishing.selectors.calendar import Choices


class CalendarForm(forms.Form):
    """A month, narrowed to a section or an author. Every field may stay empty."""

    month = forms.CharField(
        label=gettext_lazy("Month"),
        help_text=gettext_lazy("Year and month, such as 2026-11"),
        required=False,
        max_length=10,
    )
    section = forms.TypedChoiceField(
        label=gettext_lazy("Section"), required=False, coerce=int, empty_value=None
    )
    author = forms.TypedChoiceField(
        label=gettext_lazy("Author"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, found in (("section", choices.sections), ("author", choices.authors)):
            words = gettext_lazy("All sections") if name == "section" else gettext_lazy("Everybody")
            self.fields[name].choices = [("", words), *found]  # type: ignore[attr-defined]

    def clean_month(self) -> Month | None:
        """Return the month that was written."""
        text = self.cleaned_data["month"]
        month = month_of(text) if text else None
        if text and month is None:
            raise forms.ValidationError(_("Write a year and a month, such as 2026-11."))
        return month
