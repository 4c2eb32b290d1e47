"""What is asked for at the operators' screens."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from blog.audit.words import known_acts
from blog.delivery.rules.webhooks import EVENTS, Audience
from blog.delivery.services import endpoints
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


def _kinds_for(audience: Audience) -> Callable[[], list[tuple[str, Any]]]:
    """Return what the form offers, once every room has said what it tells."""
    return lambda: [
        (kind.name, kind.label) for kind in EVENTS.values() if kind.audience is audience
    ]


class EventsField(forms.MultipleChoiceField):
    """Events to tick. None of a group is fine."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, audience: Audience, label: Any, help_text: Any) -> None:
        super().__init__(
            label=label, help_text=help_text, choices=_kinds_for(audience), required=False
        )


class WebhookForm(forms.Form):
    """Where events go, and which. The groups differ in who could see such a thing by themselves."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        help_text=_("For the team: what is behind the address."),
        error_messages={"required": _("Enter a name, such as “Chat of the newsroom”.")},
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Where events are sent by POST. It begins with https://."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the address that takes the events.")},
    )
    public = EventsField(
        Audience.PUBLIC,
        _("What readers see"),
        _("Sent when it cannot be undone any more, and only of what everybody may read."),
    )
    workflow = EventsField(
        Audience.WORKFLOW,
        _("What happens to drafts"),
        _("Titles of texts that readers do not have yet leave this site."),
    )
    moderation = EventsField(
        Audience.MODERATION,
        _("What moderators see"),
        _("Also of comments that readers do not have. Never what they say, nor who wrote them."),
    )

    def clean_url(self) -> str:
        """Refuse an address that nothing can be sent to."""
        url = str(self.cleaned_data["url"])
        try:
            endpoints.ensure_possible(url=url)
        except endpoints.WrongAddress as refusal:
            raise ValidationError(str(refusal)) from refusal
        return url

    def clean(self) -> dict[str, Any]:
        """Refuse a webhook that would hear of nothing."""
        data = super().clean() or {}
        if not self._events():
            self.add_error("public", str(endpoints.NothingChosen.message))
        return data

    def asked(self) -> dict[str, Any]:
        """Return what a valid form asks for."""
        said = self.cleaned_data
        return {"name": said["name"], "url": said["url"], "events": self._events()}

    def _events(self) -> list[str]:
        groups = [audience.name.lower() for audience in Audience]
        return [name for group in groups for name in self.cleaned_data.get(group, [])]
