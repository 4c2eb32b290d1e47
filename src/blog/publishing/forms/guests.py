"""What a guest is asked for below the version that they may remark on."""

from typing import Any

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy

from blog.publishing.rules.guests import Kind, plain, problem_of
from blog.publishing.services.guests import WORDS


class GuestForm(forms.Form):
    """A remark, or an approval: the button that was pressed says which."""

    text = forms.CharField(
        label=gettext_lazy("Your remark"),
        help_text=gettext_lazy("Up to 2,000 characters. To approve, you need no words."),
        required=False,
        # No maxlength: browsers would cut a longer text that is pasted, and say nothing.
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    # Pressed twice, a button acts once.
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="guest-%s", initial={"token": get_random_string(32)})

    @property
    def kind(self) -> Kind:
        """Which button was pressed. The Enter key, and what is no kind, send a remark."""
        approves = self.data.get("action") == Kind.APPROVAL
        return Kind.APPROVAL if approves else Kind.REMARK

    def clean_text(self) -> str:
        """Return what was typed, if it can be taken."""
        text = plain(self.cleaned_data["text"])
        problem = problem_of(self.kind, text)
        if problem:
            raise forms.ValidationError(str(WORDS[problem]))
        return text
