"""Which buttons the editor shows to whom."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem

from blog.content.models import PostPage
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors import states


class SubmitMenuItem(ActionMenuItem):
    """The button that asks for a review."""

    label = gettext_lazy("Submit for review")
    name = "action-submit"
    icon_name = "resubmit"


def buttons_for(items: list[ActionMenuItem], *, post: PostPage | None, by: Any) -> None:
    """Leave the buttons that this person can use on a post, and add those that Wagtail lacks.

    A button saves first, so what counts is what can be done with a newer text.
    """
    actions = (
        set(states.get_actions(post=post, by=by, with_newer_text=True))
        if post
        else {Action.SUBMIT, Action.PUBLISH}
    )
    wanted = {
        "action-publish": Action.PUBLISH in actions or Action.SCHEDULE in actions,
        "action-unpublish": Action.UNPUBLISH in actions,
    }
    items[:] = [item for item in items if wanted.get(item.name or "", True)]
    if Action.SUBMIT in actions:
        items.append(SubmitMenuItem(order=60))
