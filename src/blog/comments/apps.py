"""What readers answer."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "blog.comments"
    label = "comments"

    def ready(self) -> None:
        """Begin to hear what happens elsewhere; say what people are told, and what is kept.

        Enter the moderators' screen at the desk, and name what is done there.
        """
        from blog.accounts.permissions import may
        from blog.accounts.rules.roles import Act
        from blog.audit.words import name_acts, name_kinds, name_place
        from blog.web.desk import Screen, enter

        from . import declarations, handlers  # noqa: F401

        declarations.declare()
        moderation = _("Moderation")
        enter(Screen(moderation, "comments:desk_queue", 40, lambda user: may(user, Act.MODERATE)))
        name_kinds({"comment": _("comment"), "phrase": _("listed phrase")})
        name_place(
            "comment",
            lambda user, number: (
                reverse("comments:desk_item", args=[number]) if may(user, Act.MODERATE) else ""
            ),
        )
        name_acts(
            {
                "comment.approved": _("approved a comment"),
                "comment.rejected": _("rejected a comment"),
                "comment.undone": _("took back a decision on a comment"),
                "comment.deleted": _("deleted their comment"),
                "comment.restored": _("restored their comment"),
                "phrase.added": _("added a phrase to the list"),
                "phrase.removed": _("took a phrase off the list"),
                "person.sanctioned": _("limited what somebody may say"),
                "person.sanction_lifted": _("lifted a limit on somebody"),
            }
        )
