"""What moderators enter at the desk."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.comments.models.judgement import ReasonChoice
from blog.comments.models.people import Kind
from blog.comments.models.settings import WeightChoice
from blog.comments.selectors.searching import Search
from blog.comments.words import QUEUES, RULES, STATES
from blog.web.memory import Kept

KEYS = "1234567890o"  # the key of each reason, in their order


class SearchForm(forms.Form):
    """What is looked for. Whatever cannot be understood is left open."""

    queue = forms.ChoiceField(label=_("Queue"), required=False, choices=list(QUEUES.items()))
    who = forms.CharField(label=_("Who"), max_length=100, required=False)
    post = forms.CharField(label=_("Post"), max_length=100, required=False)
    text = forms.CharField(label=_("Words in the comment"), max_length=100, required=False)
    rule = forms.ChoiceField(
        label=_("Rule"), required=False, choices=[("", _("Any")), *RULES.items()]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Any")), *STATES.items()]
    )

    def search(self, *, otherwise: str = "") -> Search:
        """Return what is asked for; ``otherwise`` is the queue where nothing is."""
        self.full_clean()
        search = Search(**{name: value for name, value in self.cleaned_data.items() if value})
        return search if search.queue or search.is_narrow else Search(queue=otherwise)

    def is_blank(self) -> bool:
        """Whether nothing was sent for the fields that are shown, whether understood or not."""
        return not any(self.data.get(name) for name in self.fields if name != "queue")


class KeepForm(forms.Form):
    """Under which name a search is kept, and for whom."""

    # Not "name": browsers would offer the moderator's own.
    search_name = forms.CharField(label=_("Name of the search"), max_length=40)
    shared = forms.BooleanField(label=_("For the whole team"), required=False)


class Reasons(list[tuple[str, str, Any]]):
    """Key, value and words of each reason; and the HTML of them, which each comment has twice."""

    def __init__(self, rows: Iterable[tuple[str, str, Any]]) -> None:
        super().__init__(rows)
        self.kept = Kept()


class DecisionForm(forms.Form):
    """What a moderator does with a comment. ``deed`` is the button: ``reject spam``."""

    deed = forms.RegexField(r"^(approve|undo|(reject|ban) [a-z_]+)$")
    revision = forms.IntegerField()
    last = forms.IntegerField()
    text = forms.CharField(required=False, max_length=1000)
    why = forms.CharField(required=False, max_length=1000)  # the text beside a ban
    hide = forms.BooleanField(required=False)
    back = forms.CharField(required=False, max_length=1000)
    listed = forms.BooleanField(required=False)  # it stands in a list of several

    @staticmethod
    def reasons() -> Reasons:
        """Return what can be chosen, by its key."""
        return Reasons(
            (key, value, label)
            for key, (value, label) in zip(KEYS, ReasonChoice.choices, strict=True)
        )

    def clean_back(self) -> str:
        """Return the search that the moderator comes from, and nothing else."""
        known = SearchForm.base_fields
        pairs = parse_qsl(self.cleaned_data["back"])
        return urlencode([(name, value) for name, value in pairs if name in known])

    def clean(self) -> dict[str, Any]:
        """Take the button's words apart; ask for a sentence where the reason is no reason."""
        data = super().clean() or {}
        deed, _space, code = data.get("deed", "").partition(" ")
        data |= {"deed": deed, "code": code}
        if deed == "ban":
            data["text"] = data.get("why", "")
        if code == ReasonChoice.OTHER and not data.get("text"):
            self.add_error("text", _("Say in a sentence why: its author will read it."))
        return data

    def problem(self) -> str:
        """Return what is wrong, in one sentence."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class LimitForm(forms.Form):
    """What is laid upon somebody, and why."""

    kind = forms.ChoiceField(label=_("What"), choices=Kind.choices)
    until = forms.DateField(
        label=_("Last day of a suspension"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person is told, in these words."),
    )
    hide_earlier = forms.BooleanField(label=_("Reject what they wrote before, too"), required=False)


class NoteForm(forms.Form):
    """What moderators want to remember."""

    text = forms.CharField(
        label=_("New note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For moderators. The person finds it in the copy of their data."),
    )


class PhraseForm(forms.Form):
    """A phrase that new comments should be searched for."""

    text = forms.CharField(label=_("Word or phrase"), max_length=100)
    weight = forms.ChoiceField(
        label=_("What it does"),
        choices=WeightChoice.choices,
        initial=WeightChoice.SUSPECT,
    )
    anyway = forms.BooleanField(label=_("Add it all the same"), required=False)


class AtOnceForm(forms.Form):
    """Which decisions on many comments are meant: those of one moment."""

    decided_at = forms.DateTimeField()

    def clean_decided_at(self) -> datetime:
        """Refuse a moment at the end of all years: the clocks of another zone do not know it."""
        moment: datetime = self.cleaned_data["decided_at"]
        try:
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError("") from error


class BulkForm(forms.Form):
    """What is done with many comments, and how many there were when it was decided."""

    number = forms.IntegerField()
    seen_at = forms.DateTimeField()
    deed = forms.ChoiceField(choices=[("approve", ""), ("reject", "")])
    code = forms.ChoiceField(
        label=_("Reason for a rejection"),
        required=False,
        choices=[("", _("None")), *ReasonChoice.choices],
    )
    text = forms.CharField(
        label=_("A sentence to their authors"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason before anything is rejected."""
        data = super().clean() or {}
        if data.get("deed") == "reject" and not data.get("code"):
            self.add_error("code", _("Choose why: the authors will be told."))
        elif data.get("code") == ReasonChoice.OTHER and not data.get("text"):
            self.add_error("text", _("Say in a sentence why: its author will read it."))
        return data
