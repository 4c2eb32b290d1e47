"""How people are told, and how they leave, as it is typed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from blog.accounts.models import WAYS
from blog.accounts.rules.leaving import Comments
from blog.accounts.rules.notifications import Way
from blog.accounts.selectors.notices import Preference


class PreferencesForm(forms.Form):
    """A way for each kind of news, and the language of mails."""

    language = forms.ChoiceField(
        label=_("Language of our e-mails"),
        error_messages={"invalid_choice": _("Choose one of the languages.")},
    )

    def __init__(
        self, *args: Any, preferences: tuple[Preference, ...], language: str, **kwargs: Any
    ) -> None:
        super().__init__(
            *args, **{"auto_id": "way_%s", "initial": {"language": language}, **kwargs}
        )
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        for one in preferences:
            self.fields[one.kind] = forms.ChoiceField(
                label=one.label,
                choices=WAYS,
                initial=one.way,
                error_messages={"invalid_choice": _("Choose one of the ways.")},
            )
        self.order_fields([*(one.kind for one in preferences), "language"])

    def ways(self) -> dict[str, Way]:
        """Return the chosen way of each kind."""
        return {name: Way(value) for name, value in self.cleaned_data.items() if name != "language"}


class LeaveForm(forms.Form):
    """What becomes of the comments, and a word that nobody types by accident."""

    comments = forms.ChoiceField(
        label=_("Your comments"),
        choices=[
            (Comments.ANONYMISE, _("Keep my comments, without my name")),
            (Comments.ERASE, _("Erase the text of my comments")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what should become of your comments.")},
    )
    sure = forms.BooleanField(
        label=_("I want my account to be deleted in 7 days"),
        error_messages={"required": _("Tick the box if you want your account to be deleted.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "leave_%s", **kwargs})
