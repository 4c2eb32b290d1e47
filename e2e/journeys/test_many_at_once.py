"""Two hundred comments from fifty readers while a moderator works, and two moderators in a race."""

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from e2e.journeys.test_moderator_clears_a_queue import QUEUE, sign_in_by_hand
from e2e.support.site import PROJECT, _environment

READERS, EACH = 50, 4
PATIENCE = 60
TOKEN = "a" * 32  # the cookie and the form have to agree, and that is all

PEOPLE = """
import json, sys
import django
django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from blog.accounts.models import User
from blog.content.models import PostPage

def session_of(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key

readers = [
    User.objects.create_user(f"crowd{n}@demo.example", None, first_name=f"Crowd {n}")
    for n in range(int(sys.argv[1]))
]
team = [User.objects.get(email=f"{name}@demo.example") for name in ("moderator", "admin")]
post = PostPage.objects.visible_to(None).get(slug="cut-the-first-paragraph")
print(json.dumps({
    "cookie": settings.SESSION_COOKIE_NAME,
    "csrf": settings.CSRF_COOKIE_NAME,
    "post": post.pk,
    "readers": [session_of(one) for one in readers],
    "team": [session_of(one) for one in team],
}))
"""
WHAT_THERE_IS = """
import json
import django
django.setup()
from django.utils import timezone
from blog.comments.models import Comment, Decision, Revision
from blog.comments.selectors.searching import get_counts
crowd = Comment.objects.filter(author__email__startswith="crowd")
print(json.dumps({
    "sources": list(crowd.values_list("source", flat=True)),
    "states": list(crowd.values_list("state", flat=True)),
    "revisions": Revision.objects.filter(comment__in=crowd).count(),
    "by_site": Decision.objects.filter(comment__in=crowd).exclude(rule="").count(),
    "by_people": Decision.objects.filter(comment__in=crowd, rule="").count(),
    "waiting": [
        [c.pk, c.revision_id, c.decisions.last().pk] for c in crowd.filter(state="premod")[:12]
    ],
    "pending": {one.queue: one.number for one in get_counts(at=timezone.now()).queues}["pending"],
    "everything_pending": Comment.objects.pending().count(),
}))
"""


def run(site, script, *words):
    environment = _environment(site.data_dir, BASE_URL=site.url)
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=PROJECT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.fixture
def crowd(site):
    """Fifty readers and two moderators with their sessions."""
    return run(site, PEOPLE, str(READERS))


def send(site, crowd, session, path, **form):
    connection = HTTPConnection("localhost", site.port, timeout=PATIENCE)
    headers = {
        "Cookie": f"{crowd['cookie']}={session}; {crowd['csrf']}={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **form})
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_a_burst_while_a_moderator_works(site, crowd, sign_in):
    page = sign_in("moderator", then=QUEUE)

    def say_all(number):
        session, path = crowd["readers"][number], f"/comments/{crowd['post']}/write/"
        statuses = []
        for which in range(EACH):
            form = {"text": f"Crowd {number} says {which}.", "token": str(uuid4())}
            statuses.append(send(site, crowd, session, path, **form)[0])
            if which == 0:  # an impatient finger sends the first one twice
                statuses.append(send(site, crowd, session, path, **form)[0])
        return statuses

    decided = 0
    with ThreadPoolExecutor(READERS) as pool:
        crowds = [pool.submit(say_all, number) for number in range(READERS)]
        # However quick the crowd is: two decisions, while it writes or of what it has written.
        while decided < 2 or not all(one.done() for one in crowds):
            page.goto(QUEUE)
            expect(page.locator(".item").first, "something waits").to_be_visible()
            page.keyboard.press("j")
            if page.locator(".item:focus").count():
                page.keyboard.press("f")
                expect(page.locator(".item--closed")).to_have_count(1)
                decided += 1
        answers = Counter(status for one in crowds for status in one.result())

    there = run(site, WHAT_THERE_IS)
    said = [f"Crowd {number} says {which}." for number in range(READERS) for which in range(EACH)]
    assert answers == {302: READERS * (EACH + 1)}
    assert sorted(there["sources"]) == sorted(said), "nothing lost, nothing doubled"
    assert there["revisions"] == there["by_site"] == READERS * EACH
    assert there["pending"] == there["everything_pending"]
    assert there["by_people"] + 1 >= decided  # one comment of the demo waited before


def test_of_two_moderators_at_the_same_moment_exactly_one_wins(site, crowd):
    for number in range(12):
        form = {"text": f"Crowd {number} waits.", "token": str(uuid4())}
        path = f"/comments/{crowd['post']}/write/"
        assert send(site, crowd, crowd["readers"][number], path, **form)[0] == 302
    waiting = run(site, WHAT_THERE_IS)["waiting"]
    assert len(waiting) == 12
    together = Barrier(2)

    def decide_all(session, deed):
        answers = []
        for pk, revision, last in waiting:
            form = {"deed": deed, "revision": revision, "last": last, "back": "queue=pending"}
            together.wait(PATIENCE)
            path = f"{QUEUE}comments/{pk}/"
            answers.append(send(site, crowd, session, path, **form))
        return answers

    with ThreadPoolExecutor(2) as pool:
        deeds = ("approve", "reject spam")
        first, second = pool.map(decide_all, crowd["team"], deeds)

    for (one, its_words), (other, other_words) in zip(first, second, strict=True):
        assert {one, other} == {302, 409}
        words = its_words if one == 409 else other_words
        assert "Another moderator has decided" in words
    there = run(site, WHAT_THERE_IS)
    assert there["by_people"] == 12
    assert not there["waiting"]


def test_two_browsers_press_at_the_same_moment(site, crowd, sign_in, new_context, complaints):
    path = f"/comments/{crowd['post']}/write/"
    send(site, crowd, crowd["readers"][0], path, text="Race for me.", token=str(uuid4()))
    place = f"{QUEUE}?text=Race"
    ana = sign_in("moderator", then=place)
    other = new_context()
    complaints.watch(other)
    tomas = sign_in_by_hand(other.new_page(), "admin")
    tomas.goto(place)
    complaints.mean("409")
    for page in (ana, tomas):
        page.keyboard.press("j")
        expect(page.locator(".item:focus")).to_have_count(1)

    ana.keyboard.press("f")
    tomas.keyboard.press("f")

    for page in (ana, tomas):
        expect(page.locator(".item .item__last")).to_contain_text("Approved")
    won = [page.locator(".item--closed").count() for page in (ana, tomas)]
    assert sorted(won) == [0, 1]
    loser, winner = (ana, "Tomás") if won == [0, 1] else (tomas, "Ana")
    expect(loser.get_by_role("alert")).to_contain_text("Another moderator has decided")
    expect(loser.locator(".item__last")).to_contain_text(winner)
