"""Every limit that the site declares, at its door: 429, when to come back, and nothing typed lost."""

import importlib
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account import app_settings
from django.core.cache import cache
from django.utils import timezone

from blog.comments.models import Conversation
from blog.comments.services import moderation, posting
from blog.publishing.services import preview
from blog.web.limits import TooOften, forget, take, wait_for
from blog.web.network import network_hash, stand_in
from blog.web.rules.limits import LIMITS, declare
from tests import factories
from tests.publishing.desk import Desk

SOURCE = Path(__file__).resolve().parents[2] / "src"
for file in sorted(SOURCE.glob("blog/*/rules/*limits.py")):
    importlib.import_module(".".join(file.relative_to(SOURCE).with_suffix("").parts))

# Limits that take more than one request to reach, and where they are tried at their doors.
ELSEWHERE = {
    "guest-code": "tests/comments/test_guests.py",
    "news-mail": "tests/accounts/services/test_notifying.py",
    "wrong-device": "tests/accounts/test_doors.py",
    "wrong-second-step": "tests/accounts/test_second_step_codes.py",
    "wrong-second-step-day": "tests/accounts/test_second_step_codes.py",
}
HERE = "127.0.0.1"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
PASSWORD = "a loaf in three days"


class Door:
    """Where a limit is met: who goes there, what they send, and which words must come back."""

    def __init__(self, whose, path, sent=None, *, by=None, words="", method="post"):
        self.whose, self.path, self.sent, self.by = whose, path, sent or {}, by
        self.words, self.method = words, method


@pytest.fixture
def doors(db, rosa, ada, rye):
    """The door of each limit."""
    from wagtail.models import Site

    Conversation.objects.create(site=Site.objects.get(is_default_site=True), moderation="none")
    chief = factories.make_user("chief@example.com", roles=["Admin"])
    mo = factories.make_user("mo@example.com", roles=["Moderator"])
    comment = posting.post_comment(post=rye, by=ada, at=timezone.now(), source="How long?")
    refused = posting.post_comment(post=rye, by=rosa, at=timezone.now(), source="Buy this.")
    moderation.decide(
        comment=refused,
        by=mo,
        at=timezone.now(),
        approve=False,
        revision_id=refused.revision_id,
        last_decision_id=refused.decisions.latest("pk").pk,
        code="spam",
    )
    draft = Desk.write(ada, title="Spelt", section=factories.make_section("Bread"))
    share = {"revision_id": Desk.newest(draft), "days": 7, "guest": "Somebody outside"}
    shared = preview.share(
        post_id=draft.pk,
        revision_id=Desk.newest(draft),
        by=ada,
        expires_at=timezone.now() + timedelta(days=1),
        guest="Mei",
        takes_remarks=True,
    )
    invite = {"email": "new@example.com", "roles": ["Author"]}
    sign_in = {"login": "rosa@example.com", "password": PASSWORD}
    code = {"email": "rosa@example.com"}
    rosa.set_password(PASSWORD)
    rosa.save()
    on = f"/comments/on/{comment.pk}"
    login, mail = "/accounts/login/", "/accounts/login/code/"
    return {
        "report": Door(
            [rosa.pk],
            f"{on}/report/",
            {"complaint": "spam", "text": "Three words here."},
            by=rosa,
            words="Three words here.",
        ),
        "comment-preview": Door(
            [rosa.pk],
            f"/comments/{rye.pk}/write/",
            {"text": "How it would look.", "preview": "1"},
            by=rosa,
            words="How it would look.</textarea>",
        ),
        "reaction": Door([rosa.pk], f"{on}/recommend/", by=rosa),
        "comment-change": Door(
            [ada.pk],
            f"{on}/edit/",
            {"text": "How long, then?", "revision": comment.revision_id},
            by=ada,
            words="How long, then?",
        ),
        "appeal": Door(
            [rosa.pk],
            f"/comments/on/{refused.pk}/appeal/",
            {"text": "It is bread."},
            by=rosa,
            words="It is bread.",
        ),
        "portrait": Door([rosa.pk], "/accounts/profile/picture/", by=rosa),
        "invitation": Door(
            [chief.pk], "/desk/people/invite/", invite, by=chief, words="new@example.com"
        ),
        "invitation-to": Door(
            ["new@example.com"], "/desk/people/invite/", invite, by=chief, words="new@example.com"
        ),
        "preview": Door(
            [chief.pk],
            f"/desk/posts/{draft.pk}/share/",
            share,
            by=chief,
            words="Somebody outside",
        ),
        "guest-remark": Door(
            [shared.preview_id],
            f"/preview/{shared.token}/",
            {"text": "Name the mill.", "action": "remark"},
            words="Name the mill.",
        ),
        "upload": Door([chief.pk], "/admin/images/add/", {"title": "A loaf"}, by=chief),
        "search": Door([network_hash(HERE)], "/search/?q=rye", method="get"),
        "kept-form": Door(
            [network_hash(HERE)],
            f"/comments/on/{comment.pk}/reply/",
            {"text": "Three days, I would say."},
            words="Three days, I would say.",
        ),
        "door-mail-network": Door([stand_in(HERE)], mail, code),
        "door-mail-address": Door(["rosa@example.com"], mail, code),
        "door-mail-address-network": Door(["rosa@example.com", stand_in(HERE)], mail, code),
        "wrong-network": Door([stand_in(HERE)], login, sign_in),
        "wrong-account": Door(["rosa@example.com"], login, sign_in),
        "wrong-account-network": Door(["rosa@example.com", stand_in(HERE)], login, sign_in),
    }


def knock(client, door, headers):
    if door.by:
        client.force_login(door.by)
    sent = dict(door.sent)
    if "picture" in door.path:
        sent["picture"] = factories.picture_file()
    elif "images" in door.path:
        sent["file"] = factories.picture_file()
    return getattr(client, door.method)(door.path, sent, headers=headers)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
@pytest.mark.parametrize("name", sorted(set(LIMITS) - set(ELSEWHERE)))
def test_a_limit_answers_at_its_door(client, doors, name, headers):
    limit, door = LIMITS[name], doors[name]
    for _ in range(limit.amount):
        take(limit, *door.whose)

    response = knock(client, door, headers)

    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= limit.seconds
    assert "no-store" in response["Cache-Control"]
    assert "You can try again in " in page
    if not headers:
        assert door.words in page

    forget(limit, *door.whose)
    assert knock(client, door, headers).status_code in (200, 302)


def test_each_limit_is_tried_or_said_where(doors):
    assert set(doors) | set(ELSEWHERE) == set(LIMITS)
    assert all((SOURCE.parent / path).exists() for path in ELSEWHERE.values())


def test_a_limit_is_of_one_person_or_one_network(client, doors, ed):
    limit, door = LIMITS["report"], doors["report"]
    for _ in range(limit.amount):
        take(limit, *door.whose)
    client.force_login(ed)

    assert client.post(door.path, door.sent).status_code == 200


def test_too_many_comments_are_said_beside_the_field_with_the_text_in_it(client, rosa, rye):
    client.force_login(rosa)
    path = f"/comments/{rye.pk}/write/"
    for number in range(4):
        client.post(path, {"text": f"Thought {number}"})

    for headers in ({}, HTMX):
        response = client.post(path, {"text": "One thought more"}, headers=headers)
        page = response.content.decode()
        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 121
        assert "One thought more</textarea>" in page
        assert "That is many comments in a short time." in page


def test_once_a_day_and_once_in_a_fortnight_say_when_too(client, rosa):
    client.force_login(rosa)
    client.post("/accounts/data/")
    again = client.post("/accounts/data/")
    client.post("/accounts/profile/handle/", {"handle": "rosa-bakes"})
    other = client.post("/accounts/profile/handle/", {"handle": "rosa-bread"})

    assert (again.status_code, other.status_code) == (429, 429)
    assert 86_000 < int(again["Retry-After"]) <= 86_400
    assert 13 * 86_400 < int(other["Retry-After"]) <= 14 * 86_400
    assert 'value="rosa-bread"' in other.content.decode()


def test_what_visitors_look_for_is_counted_without_writing(client, rye, django_assert_num_queries):
    client.get("/search/?q=rye")
    limit = LIMITS["search"]
    before = wait_for(limit, network_hash(HERE))
    for _ in range(limit.amount - 1):
        take(limit, network_hash(HERE))

    with django_assert_num_queries(0), pytest.raises(TooOften):
        take(limit, network_hash(HERE))
    assert before == 0


def test_a_page_without_a_question_is_never_refused(client, rye):
    limit = LIMITS["search"]
    for _ in range(limit.amount):
        take(limit, network_hash(HERE))

    assert client.get("/search/").status_code == 200
    assert client.get("/search/?q=rye").status_code == 429
    assert "public" not in client.get("/search/?q=rye")["Cache-Control"]


def test_the_limits_that_are_django_allauths_are_over_within_minutes(settings):
    """The page that it asks for (web/errors.py) says: come back in a minute."""
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": None}
    units = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
    for rule in filter(None, app_settings.RATE_LIMITS.values()):
        for part in rule.split(","):
            per = part.split("/")[1]
            assert int(per[:-1] or 1) * units[per[-1]] <= 180, part


def test_a_flood_in_the_shared_cache_frees_nobodys_places(settings, db):
    few = {"LOCATION": "few", "OPTIONS": {"MAX_ENTRIES": 30}}
    settings.CACHES = {**settings.CACHES, "default": {**settings.CACHES["default"], **few}}
    limit = LIMITS["door-mail-address-network"]
    for _ in range(limit.amount):
        take(limit, "rosa@example.com", HERE)

    for number in range(200):
        cache.set(f"flood-{number}", number)

    with pytest.raises(TooOften):
        take(limit, "rosa@example.com", HERE)


def test_two_limits_do_not_share_a_name():
    with pytest.raises(ValueError, match="report"):
        declare("report", 1, 1)
