"""The traps of plain Wagtail that this room closes, sprung with its rules taken away.

Each test shows that Wagtail still does it, and names the test that shows what happens here. When
one fails, Wagtail has mended it, and what stands against it here can be looked at again.

T1 and T6 are sprung beside their counterparts, in ``services/test_schedule.py`` and
``services/test_addresses.py``.
"""

from importlib.util import find_spec

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpResponseNotFound
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import APIToken, GroupApprovalTask, TaskState, Workflow, WorkflowTask

from blog.content.models import PostPage
from blog.delivery.models import OutboxMessage
from blog.publishing.services import gate
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_rules(monkeypatch, settings):
    """Wagtail as it comes."""
    for law in ("ensure_open", "ensure_open_to_leave"):
        monkeypatch.setattr(gate, law, lambda **_: None)
    settings.WAGTAIL_WORKFLOW_ENABLED = True
    settings.WAGTAILREDIRECTS_AUTO_CREATE = True


@pytest.fixture
def boss(db):
    """Somebody who may do everything, and is in the group of those who approve."""
    return factories.make_user("boss@example.com", is_superuser=True, roles=["Editor"])


@pytest.fixture
def approvers(ed):
    """Start a workflow in which the group of editors approves, and return its one task's state."""
    task = GroupApprovalTask.objects.create(name="Read it")
    task.groups.set(ed.groups.all())
    workflow = Workflow.objects.create(name="One reads")
    WorkflowTask.objects.create(workflow=workflow, task=task)

    def start(post, by):
        return workflow.start(PostPage.objects.get(pk=post.pk), by).current_task_state.specific

    return start


def test_t2_what_is_published_is_not_what_was_approved(draft, ada, boss, approvers):
    """Here: ``test_review.test_t2_an_approval_is_of_the_text_that_was_read``."""
    approvers(draft, ada)
    Desk.edit(draft, ada, title="Behind the reviewer's back")
    read = TaskState.objects.get().specific

    read.task.specific.on_action(read, boss, "approve")

    assert read.revision.as_object().title == "Spelt, quickly"
    assert PostPage.objects.get(pk=draft.pk).title == "Behind the reviewer's back"


def test_t3_whoever_submits_approves(draft, boss, approvers):
    """Here: ``test_review.test_t3_nobody_approves_what_they_submitted``."""
    own = approvers(draft, boss)

    assert "approve" in [name for name, *_ in own.task.specific.get_actions(draft, boss)]
    own.task.specific.on_action(own, boss, "approve")

    assert PostPage.objects.get(pk=draft.pk).live


def test_t4_an_approver_who_may_not_publish_fails_at_the_last_step(draft, ada, ed, approvers):
    """Here: no workflow of Wagtail's is run; ``test_workflow.test_whoever_may_approve_may_publish``."""
    state = approvers(draft, ada)
    state.task.specific.groups.set(ada.groups.all())

    with pytest.raises(PublishPagePermissionError):
        state.task.specific.on_action(state, ada, "approve")


def test_t5_there_and_back_is_a_circle(live, ed, rf, django_capture_on_commit_callbacks):
    """Here: ``test_addresses.test_t5_there_and_back_is_no_circle``."""
    for slug in ("two-b", live.slug):
        with django_capture_on_commit_callbacks(execute=True):
            Desk.edit(live, ed, slug=slug).publish()
    PostPage.objects.get(pk=live.pk).unpublish()

    asked = rf.get("/posts/oats-overnight/")
    answer = RedirectMiddleware(lambda _: HttpResponseNotFound())(asked)

    assert (answer.status_code, answer["Location"]) == (301, "/posts/oats-overnight/")


class NoPostOffice(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        """Take nothing."""
        raise ConnectionRefusedError


def test_t7_a_mail_that_cannot_be_sent_is_lost(draft, ada, boss, approvers, settings, caplog):
    """Here: ``test_outbox.test_a_failure_is_tried_again_later_and_holds_up_no_other``."""
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.{NoPostOffice.__name__}"}}

    approvers(draft, ada)

    # Tried within the request, once; then there is only this line of a log.
    assert "Failed to send notification email" in caplog.text
    assert not OutboxMessage.objects.exists()


def test_t8_a_token_has_no_scope_and_no_end():
    """Here: Wagtail's API is not there; ``tests/authorization`` asks for every address."""
    assert find_spec("wagtail.api.v3")
    names = {field.name for field in APIToken._meta.get_fields()}
    assert not {name for name in names if "scope" in name or "expire" in name}
    assert not apps.is_installed("wagtail.api.v3")


def test_t9_who_was_signed_out_is_led_away_from_what_they_wrote(rf):
    """Here: ``e2e/journeys/test_a_session_ends_in_the_editor.py``."""
    request = rf.post("/admin/pages/1/edit/", headers={"accept": "application/json"})
    request.user = AnonymousUser()

    answer = require_admin_access(lambda _: pytest.fail("let in"))(request)

    assert answer.status_code == 302  # to a page, where the script that saves asked for an answer
