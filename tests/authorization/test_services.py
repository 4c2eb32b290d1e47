"""Every service that acts by somebody, in every role, on what is theirs and what is not."""

import ast
import importlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from blog.accounts.permissions import RoleRefused
from blog.accounts.rules.roles import COLUMNS, Role, may
from blog.accounts.services import inviting
from blog.comments.services import people, posting
from blog.content.models import PostPage
from blog.errors import DomainError
from blog.publishing.services import review, trash
from tests import factories
from tests.authorization.asking import STRANGER
from tests.authorization.services import SERVICES, Asks
from tests.publishing.desk import Desk

SOURCE = Path(__file__).resolve().parents[2] / "src" / "blog"
STATES = ["draft", "submitted", "live", "in the trash"]


def services():
    """Yield the name of every public service that acts by somebody."""
    for file in sorted(SOURCE.glob("*/services/*.py")):
        module = ".".join(file.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if any(argument.arg == "by" for argument in node.args.kwonlyargs):
                yield f"{module}.{node.name}"


class World:
    """Something of everything, owned by a person or by somebody else."""

    def __init__(self, role, *, owns, state):
        self.at = datetime.now(tz=UTC)
        self.person = AnonymousUser()
        if role != STRANGER:
            roles = [] if role is Role.READER else [role.value]
            self.person = factories.make_user("somebody@example.com", roles=roles)
        self.other = factories.make_user("other@example.com", roles=["Author"])
        owner = self.person if owns else self.other
        self.editor = factories.make_user("editor@example.com", roles=["Editor"])
        moderator = factories.make_user("moderator@example.com", roles=["Moderator"])
        admin = factories.make_user("admin@example.com", roles=["Admin"])
        self.live = factories.make_post("A live post", owner=self.other)
        self.post = self._post(owner, state)
        self.comment = posting.post_comment(
            post=self.live, by=owner, at=self.at, source="A comment of somebody’s."
        )
        self.sanction = people.sanction(
            of=self.other, by=moderator, at=self.at, kind="warn", reason="Be kind."
        )
        self.invitation = inviting.invite(
            email="invited@example.com", roles=[Role.AUTHOR], by=admin, at=self.at
        )

    def _post(self, owner, state):
        post = Desk.write(owner, title="Spelt, quickly")
        if state == "submitted":
            review.submit(post_id=post.pk, revision_id=Desk.newest(post), by=self.editor)
        elif state == "live":
            factories.publish(post)
        elif state == "in the trash":
            trash.trash(post_id=post.pk, by=self.editor)
        return PostPage.objects.get(pk=post.pk)


def outcome(name, world, kwargs):
    """Return "refused" where the role is the reason, else "through": it went well, or the thing was
    not in the right state for it."""
    module, function = name.rsplit(".", 1)
    call = getattr(importlib.import_module(f"blog.{module}"), function)
    try:
        call(by=world.person, **kwargs)
    except RoleRefused:
        return "refused"
    except DomainError:
        return "through"
    return "through"


def expected(row, role, *, owns, is_live):
    if role == STRANGER:
        return "refused"
    acts = [row.act, *([row.while_public] if row.while_public and is_live else [])]
    return "through" if all(may([role], act, owns=owns) for act in acts) else "refused"


def test_every_service_has_a_row():
    assert sorted(set(services()) - set(SERVICES)) == [], "say in services.py what it asks for"
    assert sorted(set(SERVICES) - set(services())) == [], "there is no such service any more"


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("owns", [True, False], ids=["own", "other's"])
@pytest.mark.parametrize("role", COLUMNS)
def test_who_gets_through(role, owns, state):
    check(role, owns=owns, state=state)


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_no_stranger_gets_through(state):
    check(STRANGER, owns=False, state=state)


def check(role, *, owns, state):
    """Ask every service once."""
    world = World(role, owns=owns, state=state)
    wrong = []
    for name, row in SERVICES.items():
        if not isinstance(row, Asks):
            continue
        on_posts = name.startswith("publishing.")
        if not on_posts and state != STATES[0]:
            continue
        is_theirs = owns if on_posts or "comment" in row.how(world) else False
        wanted = expected(row, role, owns=is_theirs, is_live=state == "live")
        with transaction.atomic():
            found = outcome(name, world, row.how(world))
            transaction.set_rollback(True)
        if found != wanted:
            wrong.append(f"{name}: {found}, not {wanted}")
    assert not wrong, "\n".join(wrong)
