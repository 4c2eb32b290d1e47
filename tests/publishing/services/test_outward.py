"""What other systems hear of a post: after the time to undo, in ids and titles, of drafts only by choice."""

import inspect
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog import events as house
from blog.content.models import PostPage
from blog.delivery.models import OutboxMessage, State, WebhookEndpoint, WebhookEvent
from blog.delivery.rules import webhooks as rules
from blog.delivery.rules.webhooks import Audience
from blog.publishing import declarations, events
from blog.publishing.models import Release, Schedule
from blog.publishing.services import due, publication, release, review, schedule, trash, withdrawal
from tests import factories
from tests.publishing.desk import Desk

pytestmark = pytest.mark.django_db

SECRETS = ("Flour, water, salt", "In a sentence", "@example.com", "Ada", "Ed")


@pytest.fixture(autouse=True)
def somebody_listens(db):
    """An endpoint that wants to hear of everything."""
    return WebhookEndpoint.objects.create(
        name="All", url="https://example.com/", events=list(rules.EVENTS), secret="sealed"
    )


def publish(post, by, **how):
    return release.publish(post_id=post.pk, revision_id=Desk.newest(post), by=by, **how)


def told():
    """Return what is on its way or has gone, without what was cancelled."""
    rows = WebhookEvent.objects.exclude(deliveries__message__state=State.UNDONE)
    return [(row.kind, json.loads(row.body)["data"]) for row in rows.order_by("pk")]


def kinds():
    return [kind for kind, _data in told()]


def test_a_publication_is_told_once_it_cannot_be_undone(draft, ed, settings):
    settings.GRACE_SECONDS = 60
    begin = timezone.now()
    publish(draft, ed)

    ((kind, data),) = told()
    post = PostPage.objects.get(pk=draft.pk)
    assert kind == "post.published"
    assert data == {
        "post": {
            "id": post.pk,
            "url": post.full_url,
            "title": "Spelt, quickly",
            "language": "en",
            "published_at": rules.moment(post.first_published_at),
        },
        "change": "first",
        "changed_at": rules.moment(post.last_published_at),
    }
    assert OutboxMessage.objects.get(kind="webhook").due_at >= begin + timedelta(seconds=60)


def test_an_undo_in_time_leaves_nothing_to_tell(draft, ed):
    taken = publish(draft, ed)
    release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed)

    assert told() == []
    assert OutboxMessage.objects.get(kind="webhook").state == State.UNDONE


def test_what_is_unpublished_at_once_is_not_told_as_published(draft, ed):
    publish(draft, ed)
    withdrawal.unpublish(post_id=draft.pk, by=ed)
    assert kinds() == ["post.unpublished"]


@pytest.mark.parametrize("step", ["minor", "correction", "restored", "again"])
def test_an_update_says_of_which_kind_it_is(live, ed, step):
    first = live.live_revision_id or live.save_revision(user=ed).pk
    if step == "again":
        withdrawal.unpublish(post_id=live.pk, by=ed)
    text = Desk.edit(live, ed, title="Oats, overnight and a day")
    if step == "correction":
        release.correct(post_id=live.pk, revision_id=text.pk, by=ed, note="A day more.")
    else:
        release.publish(post_id=live.pk, revision_id=text.pk, by=ed)
    if step == "restored":
        release.roll_back(post_id=live.pk, revision_id=first, by=ed)

    kind, data = told()[-1]
    assert data["change"] == step
    assert kind == ("post.published" if step == "again" else "post.updated")
    assert "A day more." not in json.dumps(data)


def test_of_a_post_that_some_may_not_read_nothing_public_is_told(live, ed):
    PageViewRestriction.objects.create(page=live, restriction_type=PageViewRestriction.LOGIN)
    text = Desk.edit(live, ed, title="For members")
    release.publish(post_id=live.pk, revision_id=text.pk, by=ed)
    withdrawal.unpublish(post_id=live.pk, by=ed)
    assert told() == []


def test_the_way_through_the_review_is_told(draft, ada, ed):
    how = {"post_id": draft.pk, "revision_id": draft.latest_revision_id}
    review.submit(**how, by=ada)
    review.withdraw(post_id=draft.pk, by=ada)
    review.submit(**how, by=ada)
    review.request_changes(**how, by=ed, remark="Shorter, please.")
    review.submit(**how, by=ada)
    review.approve(**how, by=ed, remark="Good.")

    assert kinds() == [
        "workflow.submitted",
        "workflow.withdrawn",
        "workflow.submitted",
        "workflow.changes_requested",
        "workflow.submitted",
        "workflow.approved",
    ]
    data = told()[-1][1]
    assert data["post"]["title"] == "Spelt, quickly"
    assert data["post"]["desk_url"].endswith(f"/desk/posts/{draft.pk}/")
    assert (data["version"], data["by"]) == (draft.latest_revision_id, ed.pk)


def test_set_times_are_told_and_that_they_failed(draft, ed, ada, monkeypatch):
    soon = timezone.now() + timedelta(hours=1)
    schedule.schedule(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ed, due_at=soon)
    monkeypatch.setattr(publication, "put_out", lambda **_: 1 / 0)
    past = timezone.now() - timedelta(seconds=1)
    Schedule.objects.update(due_at=past, next_try_at=past)
    due.run_due(at=timezone.now())
    schedule.unschedule(post_id=draft.pk, by=ed)

    assert kinds() == [
        "workflow.scheduled",
        "workflow.schedule_failed",
        "workflow.schedule_cancelled",
    ]
    assert told()[0][1]["due_at"] == rules.moment(soon)
    assert told()[0][1]["does"] == "publish"


def test_the_trash_is_told(live, ed):
    trash.trash(post_id=live.pk, by=ed)
    trash.restore(post_id=live.pk, by=ed)
    assert kinds() == ["post.unpublished", "workflow.trashed", "workflow.restored"]


def test_nothing_says_more_than_it_may(draft, live, ada, ed):
    """No text, no name, no mail address; what the table promises and nothing beside it."""
    how = {"post_id": draft.pk, "revision_id": draft.latest_revision_id}
    review.submit(**how, by=ada, note="Please, Ed.")
    review.approve(**how, by=ed)
    publish(draft, ed)
    trash.trash(post_id=live.pk, by=ed)

    for kind, data in told():
        said = json.dumps(data)
        assert not [word for word in SECRETS if word in said], kind
        assert sorted(_leaves(data)) == sorted(rules.EVENTS[kind].fields), kind


def test_who_chose_what_readers_see_hears_nothing_of_a_draft(draft, ada, ed, somebody_listens):
    public = [kind.name for kind in rules.EVENTS.values() if kind.audience is Audience.PUBLIC]
    WebhookEndpoint.objects.update(events=public)
    review.submit(post_id=draft.pk, revision_id=draft.latest_revision_id, by=ada)
    trash.trash(post_id=draft.pk, by=ed)
    assert told() == []


def test_an_import_tells_nobody(ada, news):
    factories.publish(Desk.write(ada, title="Old", section=news))
    assert told() == []


def test_what_happens_here_is_told_or_is_said_not_to_be():
    typed = {name for name, kind in vars(events).items() if inspect.isclass(kind)} - {"datetime"}
    seen = {kind.__name__ for kind in house._witnesses if kind.__module__ == events.__name__}
    assert seen | set(declarations.UNTOLD) == typed
    assert not seen & set(declarations.UNTOLD)


def _leaves(data, before=""):
    for name, value in data.items():
        yield from (
            _leaves(value, f"{before}{name}.") if isinstance(value, dict) else [before + name]
        )


class TestFeeds:
    """Hubs hear of the feeds that a post stands in."""

    @pytest.fixture(autouse=True)
    def _a_hub(self, settings):
        settings.WEBSUB_HUB = ["https://hub.example.com/"]

    def noted(self):
        rows = OutboxMessage.objects.filter(kind="feeds", state=State.WAITING)
        return {address for row in rows for address in row.payload["addresses"]}

    def test_every_feed_of_a_post_in_every_format(self, ada, ed, news):
        post = Desk.write(
            ada,
            title="Rye",
            section=news,
            series=factories.make_series("Sourdough"),
            authors=[factories.make_author("Ada Baker")],
            tags=["rye", "#evergreen"],
        )
        publish(post, ed)

        base = "http://testserver/feeds/"
        lists = ["", "section/news/", "series/sourdough/", "tag/rye/", "author/ada-baker/"]
        files = ["rss.xml", "atom.xml", "feed.json"]
        assert self.noted() == {f"{base}{one}{file}" for one in lists for file in files}

    def test_also_those_that_it_leaves(self, live, ada, ed, bread):
        text = Desk.edit(live, ada, section=bread)
        release.publish(post_id=live.pk, revision_id=text.pk, by=ed)
        section = "http://testserver/feeds/section/"
        assert {f"{section}bread/atom.xml", f"{section}news/atom.xml"} <= self.noted()

    def test_an_undo_in_time_tells_no_hub(self, draft, ed):
        taken = publish(draft, ed)
        assert OutboxMessage.objects.get(kind="feeds").due_at == Release.objects.get().undo_until
        release.undo(post_id=draft.pk, release_id=taken.record_id, by=ed)
        assert self.noted() == set()

    def test_unpublishing_is_told_at_once(self, live, ed):
        withdrawal.unpublish(post_id=live.pk, by=ed)
        assert "http://testserver/feeds/section/news/rss.xml" in self.noted()

    def test_nothing_of_a_post_that_some_may_not_read(self, live, ed):
        PageViewRestriction.objects.create(page=live, restriction_type=PageViewRestriction.LOGIN)
        text = Desk.edit(live, ed, title="For members")
        release.publish(post_id=live.pk, revision_id=text.pk, by=ed)
        withdrawal.unpublish(post_id=live.pk, by=ed)
        assert self.noted() == set()
