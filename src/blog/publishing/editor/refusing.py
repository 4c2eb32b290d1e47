"""Pages of Wagtail's that posts do not have, or have with less on them."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.pages.copy import CopyView

from blog.errors import Conflict


class NotInTheEditor(Conflict):
    """A button of Wagtail's that posts do not have."""

    message = gettext_lazy(
        "Posts cannot be moved, scheduled or aliased here. "
        "A post stands in its language’s list of posts, and its address is in its settings."
    )


class Refused(View):
    """A page of Wagtail's that posts do not have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse.

        :raises NotInTheEditor: always
        """
        raise NotInTheEditor


class PostCopyView(CopyView):
    """A copy is a draft of its own."""

    def get_form(self, form_class: Any = None) -> forms.Form:
        """Offer neither live copies nor aliases."""
        form: forms.Form = super().get_form(form_class)
        for name in ("publish_copies", "alias"):
            form.fields.pop(name, None)
        return form
