"""What is asked before a post is taken from its readers, or put in the trash."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from blog.content.models import PostPage
from blog.publishing.rules.workflow import Action
from blog.publishing.selectors.links import get_linking
from blog.publishing.services import steps, trash, withdrawal
from blog.publishing.services.withdrawal import Afterwards


class UnpublishForm(forms.Form):
    """What the address answers from then on."""

    afterwards = forms.ChoiceField(
        label=gettext_lazy("What its address answers"),
        choices=[
            (Afterwards.KEEP.value, gettext_lazy("Not found, for now; the post may come back")),
            (Afterwards.GONE.value, gettext_lazy("Taken down for good; search engines forget it")),
            (Afterwards.MOVED.value, gettext_lazy("Leads to another page")),
        ],
        widget=forms.RadioSelect,
        initial=Afterwards.KEEP.value,
    )
    moved_to = forms.ModelChoiceField(
        Page.objects.live(),
        label=gettext_lazy("The other page"),
        required=False,
        widget=AdminPageChooser,
    )


class Confirming(View):
    """Ask once, then do it."""

    action: Action
    template_name: str

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> Any:
        """Find the post; refuse at once what would be refused in the end."""
        self.page = get_object_or_404(PostPage, pk=page_id)
        with transaction.atomic():
            steps.begin(action=self.action, post_id=page_id, by=request.user)
        return super().dispatch(request, page_id=page_id, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask."""
        return self.ask(request, self.get_form())

    def ask(self, request: HttpRequest, form: forms.Form | None, status: int = 200) -> HttpResponse:
        """Show the question."""
        context = {
            "page": self.page,
            "linking": get_linking(page=self.page) if self.page.live else None,
            "form": form,
            "media": form.media if form else "",
            "back_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }
        return render(request, self.template_name, context, status=status)

    def get_form(self, data: Any = None) -> forms.Form | None:
        """Return what else is asked for."""
        return None


class PostUnpublishView(Confirming):
    """Take a post from its readers."""

    action = Action.UNPUBLISH
    template_name = "publishing/confirm_unpublish.html"

    def get_form(self, data: Any = None) -> forms.Form:
        """Ask what the address answers from then on."""
        return UnpublishForm(data)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it."""
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.ask(request, form, status=422)
        target = form.cleaned_data["moved_to"]
        try:
            withdrawal.unpublish(
                post_id=self.page.pk,
                by=request.user,
                afterwards=Afterwards(form.cleaned_data["afterwards"]),
                moved_to=target.pk if target else None,
            )
        except withdrawal.NowhereToMove as refusal:
            form.add_error("moved_to", str(refusal))
            return self.ask(request, form, status=422)
        messages.success(request, _("“%(title)s” is unpublished.") % {"title": self.page.title})
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class PostDeleteView(Confirming):
    """Put a post in the trash."""

    action = Action.TRASH
    template_name = "publishing/confirm_trash.html"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it."""
        trash.trash(post_id=self.page.pk, by=request.user)
        words = _("“%(title)s” is in the trash for 30 days.") % {"title": self.page.title}
        messages.success(request, words)
        return redirect("wagtailadmin_explore", self.page.get_parent().pk)
