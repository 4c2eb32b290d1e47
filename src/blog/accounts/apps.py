"""Who is here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "blog.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Enter the screen of people at the desk, name what is done, declare what is kept."""
        from blog.accounts import declarations, handlers  # noqa: F401
        from blog.accounts.permissions import may
        from blog.accounts.rules.roles import Act
        from blog.accounts.selectors import notices
        from blog.audit.words import name_acts, name_kinds
        from blog.web.desk import Screen, enter

        enter(
            Screen(
                _("Inbox"),
                "accounts:desk_inbox",
                12,
                lambda user: may(user, Act.USE_DESK),
                number=notices.count_unread,
            )
        )
        enter(Screen(_("People"), "accounts:staff", 70, lambda user: may(user, Act.INVITE)))
        name_kinds({"account": _("account"), "invitation": _("invitation")})
        name_acts(
            {
                "roles.changed": _("changed somebody’s roles"),
                "invitation.sent": _("sent an invitation"),
                "invitation.withdrawn": _("withdrew an invitation"),
                "invitation.accepted": _("accepted an invitation"),
                "account.made_public": _("made their profile public"),
                "account.made_private": _("made their profile private"),
                "account.handle_changed": _("changed their handle"),
                "account.export_asked": _("asked for a copy of their data"),
                "account.export_fetched": _("fetched a copy of their data"),
                "account.deletion_asked": _("asked to delete their account"),
                "account.deletion_cancelled": _("kept their account after all"),
                "account.deleted": _("deleted an account, as its owner had asked"),
            }
        )
        declarations.declare()
