"""What is asked of admins: whom to invite, and which roles somebody has."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.accounts.permissions import NAMES
from blog.accounts.rules.roles import COLUMNS, STAFF, Role

WHAT_THEY_DO = {
    Role.AUTHOR: _("writes drafts and submits them"),
    Role.TRUSTED_AUTHOR: _("publishes what they wrote"),
    Role.EDITOR: _("reviews, changes and publishes everything"),
    Role.MODERATOR: _("decides on comments"),
    Role.ADMIN: _("does everything, gives roles included"),
}


def _roles() -> list[tuple[str, str]]:
    return [(r.value, f"{NAMES[r]}: {WHAT_THEY_DO[r]}") for r in COLUMNS if r in STAFF]


class RolesForm(forms.Form):
    """The roles of one account. None at all is possible: then they are a reader."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=_roles, required=False, widget=forms.CheckboxSelectMultiple
    )

    def chosen(self) -> tuple[Role, ...]:
        """Return what was ticked."""
        return tuple(Role(value) for value in self.cleaned_data["roles"])


class InviteForm(RolesForm):
    """An address, and what is offered to its owner."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the address of the person you invite.")},
    )
    field_order = ("email", "roles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].required = True
        self.fields["roles"].error_messages["required"] = _("Choose at least one role.")


class FindForm(forms.Form):
    """The address of an account."""

    email = forms.EmailField(
        label=_("E-mail address of the account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the address of the account.")},
    )
