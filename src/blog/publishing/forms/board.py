"""What is looked for among all posts, and under which name it is saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blog.publishing.rules.workflow import State
from blog.publishing.selectors.board import ORDERS, Search
from blog.publishing.selectors.calendar import Choices
from blog.publishing.services.steps import STATE_NAMES

SORT_NAMES = {
    "changed": _("changed last first"),
    "oldest": _("changed longest ago first"),
    "title": _("by title"),
    "published": _("published last first"),
    "due": _("what is due next first"),
}


class BoardForm(forms.Form):
    """What is looked for. Every field may stay empty."""

    state = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), *((state.value, STATE_NAMES[state]) for state in State)],
    )
    text = forms.CharField(label=_("Words of the title or summary"), max_length=100, required=False)
    section = forms.TypedChoiceField(
        label=_("Section"), required=False, coerce=int, empty_value=None
    )
    author = forms.TypedChoiceField(label=_("Author"), required=False, coerce=int, empty_value=None)
    tag = forms.CharField(label=_("Tag"), max_length=100, required=False)
    sort = forms.ChoiceField(
        label=pgettext_lazy("of a list", "Order"),
        required=False,
        choices=[(name, SORT_NAMES[name]) for name in ORDERS],
    )
    timed = forms.BooleanField(label=_("Only with a set time"), required=False)
    stale = forms.BooleanField(label=_("Only what was left alone for 30 days"), required=False)

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, found in (("section", choices.sections), ("author", choices.authors)):
            words = _("All sections") if name == "section" else _("Everybody")
            self.fields[name].choices = [("", words), *found]  # type: ignore[attr-defined]

    def search(self) -> Search:
        """Return what is asked for, as far as it could be read."""
        read = {name: value for name, value in self.cleaned_data.items() if value}
        return Search(**read)

    def narrowed(self) -> tuple[tuple[str, str], ...]:
        """Return what narrows the board, in words: the name of a field, and what it says."""
        found = []
        for field in self.visible_fields():
            value = self.cleaned_data.get(field.name)
            if value and field.name != "sort":
                names = {str(key): str(name) for key, name in getattr(field.field, "choices", ())}
                words = "" if value is True else names.get(str(value), str(value))
                found.append((str(field.label), words))
        return tuple(found)

    def words(self) -> dict[str, str]:
        """Return what an address of the same board says."""
        said = {
            name: "on" if value is True else str(value)
            for name, value in self.cleaned_data.items()
            if value
        }
        return {name: value for name, value in said.items() if (name, value) != ("sort", "changed")}


class SaveFilterForm(forms.Form):
    """A name for what is looked for, which comes along as the words of its address."""

    name = forms.CharField(
        label=_("Name of the filter"),
        max_length=60,
        error_messages={"required": _("Give the filter a name.")},
    )
    opens = forms.BooleanField(label=_("Open the board with it"), required=False)
