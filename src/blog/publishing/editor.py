"""Wagtail's own pages for a post: each button asks a service of this room, or is refused.

Wagtail writes the texts; whether readers get them, lose them or see them move is decided here.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, Revision

from blog.content.models import PostPage
from blog.errors import Conflict, DomainError
from blog.publishing.rules.workflow import Action, State
from blog.publishing.selectors import states
from blog.publishing.services import keeping, release, review, schedule, steps, trash, withdrawal
from blog.publishing.services.withdrawal import Afterwards


class NotInTheEditor(Conflict):
    """A button of Wagtail's that posts do not have."""

    message = gettext_lazy(
        "Posts cannot be moved, scheduled or aliased here. "
        "A post stands in its language’s list of posts, and its address is in its settings."
    )


class Editing:
    """Saving a text of a post, and what its buttons ask for afterwards."""

    request: HttpRequest
    page: PostPage
    form: Any

    @cached_property
    def action_name_and_method(self) -> tuple[str, Any]:
        """Return what was pressed. Whether it may be is decided by the service."""
        if self.request.POST.get("action-publish"):
            return ("publish", self.publish_action)
        if self.request.POST.get("action-submit"):
            return ("submit", self.submit_action)
        return ("save", self.save_action)  # type: ignore[attr-defined]

    def publish_action(self) -> HttpResponse:
        """Keep the text, then publish it, or at the time that was set."""
        begin, end = (self.form.cleaned_data.get(name) for name in ("go_live_at", "expire_at"))
        revision = self.keep_text()
        try:
            if begin and begin > timezone.now():
                _schedule(self.page, revision, begin, self.request.user)
                done = _("“%(title)s” is scheduled.")
            else:
                release.publish(
                    post_id=self.page.pk,
                    revision_id=revision.pk,
                    saved_at=revision.created_at,
                    by=self.request.user,
                )
                done = _("“%(title)s” is published.")
                if end:
                    schedule.schedule_end(post_id=self.page.pk, due_at=end, by=self.request.user)
        except DomainError as refusal:
            return self.refused(refusal)
        messages.success(self.request, done % {"title": self.page.title})
        return self.redirect_and_remain()  # type: ignore[attr-defined]

    def submit_action(self) -> HttpResponse:
        """Keep the text, then ask for a review of it."""
        revision = self.keep_text()
        try:
            review.submit(
                post_id=self.page.pk,
                revision_id=revision.pk,
                saved_at=revision.created_at,
                by=self.request.user,
            )
        except DomainError as refusal:
            return self.refused(refusal)
        messages.success(
            self.request, _("“%(title)s” waits for a review.") % {"title": self.page.title}
        )
        return self.redirect_and_remain()  # type: ignore[attr-defined]

    def refused(self, refusal: DomainError) -> HttpResponse:
        """Stay on the text, which is kept as a draft, and say why no more was done."""
        words = _("The text is saved as a draft. %(reason)s") % {"reason": refusal}
        messages.error(self.request, words)
        return self.redirect_and_remain()  # type: ignore[attr-defined]

    def keep_text(self) -> Revision:
        """Save what was typed as a new version, and nothing more."""
        raise NotImplementedError


class PostEditView(Editing, EditView):
    """The editor of a post."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """Show or save a post, unless it is in the trash."""
        post = get_object_or_404(PostPage, pk=page_id)
        standing = states.get_standing(post=post)
        if standing.state is State.TRASHED:
            raise steps.NotInThisState(Action.RESTORE_REVISION, standing)
        return super().dispatch(request, page_id, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, unless somebody saved since this form was opened: then give the form back."""
        if not self.expects_json_response and self.is_out_of_date:
            return self.conflict()
        return super().post(request, *args, **kwargs)

    def conflict(self) -> HttpResponse:
        """Answer a form that is older than the newest text: nothing is saved and nothing lost."""
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        newest = self.latest_revision
        refusal = steps.StaleRevision(
            post_id=self.page.pk,
            read=int(self.request.POST.get("loaded_revision_id") or 0),
            newest=newest,
        )
        more = _("Nothing was saved. Your text is below; save again to make it the newest.")
        messages.error(self.request, f"{refusal} {more}")
        self.has_unsaved_changes = True
        response: HttpResponse = self.render_to_response(self.get_context_data())
        response.status_code = 409
        return response

    def save_action(self) -> HttpResponse:
        """Save a draft; into the same version as before only while that may change."""
        written_over = self.request.POST.get("overwrite_revision_id", "")
        if written_over.isdecimal() and keeping.is_kept(revision_id=int(written_over)):
            kept_form = self.request.POST.copy()
            del kept_form["overwrite_revision_id"]
            self.request.POST = kept_form  # type: ignore[assignment]
        return super().save_action()

    @transaction.atomic
    def keep_text(self) -> Revision:
        """Save what was typed as a new version of the post."""
        self.page = self.form.save(commit=not self.page.live)
        self.subscription.save()
        self.page.go_live_at = self.page.expire_at = None
        revision: Revision = self.page.save_revision(
            user=self.request.user,
            log_action=True,
            previous_revision=self.previous_revision,
            clean=False,
        )
        if self.has_content_changes and "comments" in self.form.formsets:
            changes = self.get_commenting_changes()
            self.log_commenting_changes(changes, revision)
            self.send_commenting_notifications(changes)
        return revision


class PostRevertView(PostEditView, RevisionsRevertView):
    """The editor with an earlier version in it."""


class PostCreateView(Editing, CreateView):
    """The editor of a post that is not there yet. It begins as a draft, whatever is pressed."""

    @transaction.atomic
    def keep_text(self) -> Revision:
        """Save what was typed as a new post."""
        self.page = self.form.save(commit=False)
        self.page.live = False
        self.page.go_live_at = self.page.expire_at = None
        self.parent_page.add_child(instance=self.page)
        self.set_default_privacy_setting()
        revision: Revision = self.page.save_revision(
            user=self.request.user, log_action=True, clean=False
        )
        self.subscription.page = self.page
        self.subscription.save()
        return revision


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


class PostCopyView(CopyView):
    """A copy is a draft of its own."""

    def get_form(self, form_class: Any = None) -> forms.Form:
        """Offer neither live copies nor aliases."""
        form: forms.Form = super().get_form(form_class)
        for name in ("publish_copies", "alias"):
            form.fields.pop(name, None)
        return form


class Refused(View):
    """A page of Wagtail's that posts do not have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse.

        :raises NotInTheEditor: always
        """
        raise NotInTheEditor


class PostViewSet(PageViewSet):
    """Wagtail's pages for posts."""

    model = PostPage
    add_view_class = PostCreateView
    edit_view_class = PostEditView
    revisions_revert_view_class = PostRevertView
    unpublish_view_class = PostUnpublishView
    delete_view_class = PostDeleteView
    copy_view_class = PostCopyView
    move_view_class = Refused
    move_confirm_view_class = Refused
    set_page_position_view_class = Refused
    convert_alias_view_class = Refused
    revisions_unschedule_view_class = Refused
    workflow_action_view_class = Refused
    collect_workflow_action_data_view_class = Refused
    confirm_workflow_cancellation_view_class = Refused
    workflow_preview_view_class = Refused


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


def _schedule(post: PostPage, revision: Revision, begin: Any, by: Any) -> None:
    schedule.schedule(
        post_id=post.pk,
        revision_id=revision.pk,
        due_at=begin,
        zone=timezone.get_current_timezone_name(),
        saved_at=revision.created_at,
        by=by,
    )
