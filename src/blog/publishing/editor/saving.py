"""What becomes of a text when somebody presses a button of the editor, and what does not."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages as admin_messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Revision

from blog.content.models import PostPage
from blog.errors import DomainError
from blog.publishing.editor.checklist import ChecklistPanel
from blog.publishing.rules.workflow import Action, State
from blog.publishing.selectors import states
from blog.publishing.services import keeping, release, review, schedule, steps


class Editing:
    """Saving a text of a post, and what its buttons ask for afterwards."""

    request: HttpRequest
    page: PostPage
    form: Any
    expects_json_response: bool

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

    def get_side_panels(self) -> MediaContainer:
        """Add the checklist. Answers to scripts bring only the panels that change by themselves."""
        panels: MediaContainer = super().get_side_panels()  # type: ignore[misc]
        if self.expects_json_response or getattr(self, "hydrate_create_view", False):
            return panels
        return MediaContainer([*panels, ChecklistPanel(self.page, self.request)])

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
        read = self.request.POST.get("loaded_revision_id", "")
        refusal = steps.StaleRevision(
            post_id=self.page.pk,
            read=int(read) if read.isdecimal() else 0,
            newest=self.latest_revision,
        )
        more = _("Nothing was saved. Your text is below; save again to make it the newest.")
        admin_messages.error(self.request, f"{refusal} {more}", buttons=self._ways_to_read(refusal))
        self.has_unsaved_changes = True
        self.autosave_enabled = False  # it would decide for the person who is asked here
        response: HttpResponse = self.render_to_response(self.get_context_data())
        response.status_code = 409
        return response

    def _ways_to_read(self, refusal: steps.StaleRevision) -> list[Any]:
        """Return links to the other text, and to what changed since this one was opened."""
        newest = reverse("desk_post_read", args=[self.page.pk, refusal.newest_id])
        ways = [(newest, _("Read the other text (in a new tab)"), True)]
        if self.page.revisions.filter(pk=refusal.read_id).exclude(pk=refusal.newest_id).exists():
            two = {"old": refusal.read_id, "new": refusal.newest_id}
            changes = reverse("desk_post_compare", args=[self.page.pk], query=two)
            ways.append((changes, _("See what was changed (in a new tab)"), True))
        return [admin_messages.button(*way) for way in ways]

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


def _schedule(post: PostPage, revision: Revision, begin: Any, by: Any) -> None:
    schedule.schedule(
        post_id=post.pk,
        revision_id=revision.pk,
        due_at=begin,
        zone=timezone.get_current_timezone_name(),
        saved_at=revision.created_at,
        by=by,
    )
