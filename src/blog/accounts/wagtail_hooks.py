"""Where accounts are plugged into the editors' pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from blog.accounts.permissions import may, works_without_second_step
from blog.accounts.rules.roles import Act


class SecondStepNotice(Component):
    """Says on the admin's first page that this site asks staff for no second step."""

    name = "second_step"
    template_name = "accounts/admin/second_step_notice.html"
    order = 10


class PeopleItem(MenuItem):
    """The desk's screen of people, for those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person may give roles."""
        return may(request.user, Act.INVITE)


@hooks.register("construct_settings_menu")
def lead_to_the_desk(request: HttpRequest, items: list[Any]) -> None:
    """Put the desk's screen of people in the place of Wagtail's two; see wagtail_urls.py."""
    items[:] = [item for item in items if item.name not in {"users", "groups"}]


@hooks.register("register_settings_menu_item")
def people_item() -> PeopleItem:
    """Return the entry that leads to the desk."""
    return PeopleItem(
        _("People and roles"), reverse_lazy("accounts:staff"), icon_name="user", order=600
    )


@hooks.register("construct_homepage_panels")
def say_that_no_second_step_is_asked(request: HttpRequest, panels: list[Any]) -> None:
    """Say it where it is so."""
    if works_without_second_step(request.user):
        panels.append(SecondStepNotice())
