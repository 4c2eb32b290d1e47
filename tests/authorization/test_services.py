"""Every service that is told of a person, in every role, on what is theirs and what is not."""

import ast
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction

from blog.accounts.permissions import RoleRefused
from blog.accounts.rules.roles import Role, may
from blog.comments.models import Sanction
from blog.errors import DomainError, NotFound
from tests.authorization.asking import PEOPLE, REFUSED, STRANGER, THROUGH
from tests.authorization.services import SERVICES, Asks
from tests.authorization.world import (
    COMMENT_STATES,
    OTHERS,
    OWN,
    POST_STATES,
    SHARED,
    Thing,
)

SOURCE = Path(__file__).resolve().parents[2] / "src" / "blog"

# What a parameter is called that tells a service of a person.
PERSONS = {"by", "user", "person", "user_id", "person_id", "actor", "account", "of"}


def tells_of_a_person(argument):
    """Whether a parameter tells a service who acts, or of whom."""
    kind = ast.unparse(argument.annotation) if argument.annotation else ""
    is_text = kind == "str"
    return (argument.arg in PERSONS and not is_text) or "User" in kind.replace("|", " ").split()


def services(sources=None):
    """Yield the name of every public service that is told of a person."""
    for module, text in sources or _sources():
        for node in ast.parse(text).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if any(tells_of_a_person(argument) for argument in node.args.kwonlyargs):
                yield f"{module}.{node.name}"


def _sources():
    for file in sorted(SOURCE.glob("*/services/*.py")):
        yield ".".join(file.relative_to(SOURCE).with_suffix("").parts), file.read_text()


@dataclass(frozen=True)
class Case:
    """The world, as a service is called in it: with one post, or one comment."""

    world: Any
    thing: Thing

    def __getattr__(self, name):
        """Return something of the world, or the post or comment that this is about."""
        return self.thing.it if name in {"post", "comment"} else getattr(self.world, name)


def things(world, name, row):
    """Return what a service is called with."""
    if row.of_oneself:
        return [Thing(OWN)]
    if name.startswith("publishing."):
        return [
            Thing(whose, state, world.posts[whose, state])
            for whose in (OWN, SHARED, OTHERS)
            for state in (POST_STATES if whose != SHARED else ("draft", "live"))
        ]
    comment = world.comments[OTHERS, "visible"]
    if "comment" not in row.how(Case(world, Thing(OTHERS, "visible", comment))):
        return [Thing(OTHERS, "visible", comment)]
    return [
        Thing(whose, state, world.comments[whose, state])
        for whose in (OWN, OTHERS)
        for state in COMMENT_STATES
    ]


# What became of a call that was not refused for the role: nothing is there, or not as things stand.
NOT_THERE, NOT_NOW = "not there", "not now"
# Where others see nothing, the same words hide whether there is something.
HIDDEN = {"rejected", "deleted", "waiting", "under an unpublished post"}


def outcome(name, case, row):
    """Return what became of a call: it went well, or what stood in its way."""
    module, function = name.rsplit(".", 1)
    call = getattr(importlib.import_module(f"blog.{module}"), function)
    caches["limits"].clear()
    try:
        call(by=case.person, **row.how(case))
    except RoleRefused:
        return REFUSED
    except NotFound:
        return NOT_THERE
    except DomainError:
        return NOT_NOW
    return THROUGH


def expected(row, who, thing):
    """Return what may become of it: the role refuses, or it does not."""
    acts = [row.act, *([row.while_public] if row.while_public and thing.is_public else [])]
    if who == STRANGER or not all(may([Role(who)], act, owns=thing.owns) for act in acts):
        return {REFUSED}
    return {THROUGH, NOT_NOW, NOT_THERE} if thing.state in HIDDEN else {THROUGH, NOT_NOW}


def test_every_service_has_a_row():
    assert sorted(set(services()) - set(SERVICES)) == [], "say in services.py what it asks for"
    assert sorted(set(SERVICES) - set(services())) == [], "there is no such service any more"


@pytest.mark.parametrize(
    "parameter",
    ["by: Any", "user: Any", "person: User", "reader: User | None", "user_id: int", "of: Any"],
)
def test_a_service_that_is_told_of_a_person_is_found(parameter):
    planted = f"def do(*, {parameter}) -> None: ..."

    assert list(services([("planted", planted)])) == ["planted.do"]


# What a ban or a suspension takes from a reader; everything else of the table stays.
TAKEN = {
    "comments.services.posting.post_comment",
    "comments.services.changing.edit_comment",
    "comments.services.answering.recommend",
    "comments.services.answering.report",
}


def test_what_a_ban_takes_from_a_reader(world):
    world.be(Role.READER)
    at, taken = world.at, set()
    for name, row in SERVICES.items():
        if not name.startswith("comments.") or not isinstance(row, Asks):
            continue
        for thing in things(world, name, row):
            with transaction.atomic():
                before = outcome(name, Case(world, thing), row)
                transaction.set_rollback(True)
            with transaction.atomic():
                Sanction.objects.create(of=world.somebody, kind="ban", reason="Enough.", at=at)
                after = outcome(name, Case(world, thing), row)
                transaction.set_rollback(True)
            if before != after:
                taken.add(name)
    assert taken == TAKEN


@pytest.mark.parametrize("who", PEOPLE)
def test_who_gets_through(world, who):
    wrong, done = [], set()
    world.be(who)
    for name, row in SERVICES.items():
        if not isinstance(row, Asks):
            continue
        for thing in things(world, name, row):
            with transaction.atomic():
                found = outcome(name, Case(world, thing), row)
                transaction.set_rollback(True)
            if found not in expected(row, who, thing):
                wrong.append(f"{name} on {thing.whose}, {thing.state}: {found}")
            if found == THROUGH:
                done.add(name)
    if who == Role.ADMIN:
        # Who may do everything has done each of it: nothing counts as let through for being nowhere.
        asked = {name for name, row in SERVICES.items() if isinstance(row, Asks)}
        wrong += [f"{name} was never done" for name in sorted(asked - done)]
    assert not wrong, "\n".join(wrong)
