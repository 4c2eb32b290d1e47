"""What is asked for at the operators' screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.audit.words import known_acts
from blog.operations.selectors.log import Search


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LogSearchForm(forms.Form):
    """What is looked for in the audit log. Every field may stay empty."""

    who = forms.CharField(
        label=_("Who"), max_length=100, required=False, help_text=_("A name or an e-mail address")
    )
    act = forms.ChoiceField(label=_("What"), required=False)
    subject = forms.CharField(
        label=_("To what"), max_length=100, required=False, help_text=_("Part of a title")
    )
    kind = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("To"), required=False, widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", _("Everything")), *known_acts()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one."))
        return data

    def search(self) -> Search:
        """Return what a valid form asks for."""
        return Search(**self.cleaned_data)
