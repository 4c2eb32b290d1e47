"""How a draft becomes public."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "blog.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Begin to hear what happens to pages, stand at the doors, and enter the desk's screens."""
        from blog.accounts.permissions import may
        from blog.accounts.rules.roles import Act
        from blog.audit.words import name_acts, name_kinds
        from blog.content.rules import demands
        from blog.publishing.selectors import lists
        from blog.publishing.services.checklist import DEMANDS
        from blog.web.desk import Screen, enter

        from . import declarations, doors, handlers, words  # noqa: F401

        declarations.declare()
        demands.declare({check.value: words for check, words in DEMANDS.items()})
        name_kinds(words.KINDS)
        name_acts(words.ACTS)
        enter(Screen(_("My work"), "desk", 10, lambda user: may(user, Act.WRITE, owns=True)))
        reviews = lambda user: may(user, Act.REVIEW)  # noqa: E731
        waits = lambda user: lists.count_queue(by=user)  # noqa: E731
        enter(Screen(_("Review"), "desk_review", 20, reviews, number=waits))
        sees_drafts = lambda user: may(user, Act.SEE_DRAFT, owns=True)  # noqa: E731
        enter(Screen(_("All posts"), "desk_posts", 22, sees_drafts))
        enter(Screen(_("Calendar"), "desk_calendar", 25, sees_drafts))
        enter(Screen(_("Reports"), "desk_reports", 45, reviews))
