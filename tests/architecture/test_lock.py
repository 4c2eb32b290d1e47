"""The locks hold what pyproject.toml asks for, hashed, and say nothing about where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
BASE = PROJECT["project"]["dependencies"]
DEV = BASE + PROJECT["dependency-groups"]["dev"]
BOTH = pytest.mark.parametrize("lock", ["base", "dev"])

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z,]+\])?==(?P<version>[^ ]+)(?P<marker> ; .+)? \\$")
LINE = re.compile(
    PIN.pattern + r"|^    --hash=sha256:[0-9a-f]{64}( \\)?$|^    #( via( .+)?|   .+)$", re.MULTILINE
)
# What an address looks like: a scheme, a user@host, or a name with a top-level domain.
ADDRESS = re.compile(r"://|@|\b[a-z0-9-]+\.(org|com|net|io|dev|internal|local)\b|localhost")


def read(lock: str) -> list[str]:
    return (ROOT / "requirements" / f"{lock}.lock").read_text().splitlines()


def pins(lock: str) -> dict[str, set[Version]]:
    """Return the locked versions of each package: one, or one for each platform."""
    found: dict[str, set[Version]] = {}
    for line in read(lock):
        if pin := PIN.match(line):
            found.setdefault(canonicalize_name(pin["name"]), set()).add(Version(pin["version"]))
    return found


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [("base", line) for line in BASE] + [("dev", line) for line in DEV],
)
def test_the_lock_satisfies_what_the_project_asks_for(lock, wanted):
    requirement = Requirement(wanted)

    versions = pins(lock).get(canonicalize_name(requirement.name), set())

    assert versions, f"{requirement.name} is not in {lock}.lock: run bin/lock"
    assert all(version in requirement.specifier for version in versions), "run bin/lock"


def test_both_locks_agree_on_what_the_site_runs_on():
    dev = pins("dev")

    assert {name: dev.get(name) for name in pins("base")} == pins("base")


@BOTH
def test_every_line_is_a_pin_a_hash_or_a_reason(lock):
    assert [line for line in read(lock) if not LINE.fullmatch(line)] == []


@BOTH
def test_every_pin_has_a_hash(lock):
    lines = read(lock)

    unhashed = [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line) and not following.startswith("    --hash=sha256:")
    ]

    assert unhashed == []


@BOTH
def test_no_line_names_a_host(lock):
    assert [line for line in read(lock) if ADDRESS.search(line)] == []
