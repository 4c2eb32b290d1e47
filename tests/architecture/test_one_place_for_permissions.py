"""Whether somebody may do something is asked in one place: accounts.permissions."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "blog"
ASKS_ELSEWHERE = re.compile(
    r"has_perms?\(|\bis_staff\b|\bis_superuser\b|groups\.filter\(|user_passes_test|"
    r"permission_required|\bperms\.[a-z]"
)
MIGRATIONS = sorted(SOURCE.glob("*/migrations/[0-9]*.py"))


def lines_that_ask(folder, pattern, *, but_not=()):
    for file in sorted(folder.rglob(pattern)):
        place = file.relative_to(folder)
        if place.parts[0] in but_not or "migrations" in place.parts:
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if ASKS_ELSEWHERE.search(line):
                yield f"{place}:{number}: {line.strip()}"


def test_code_asks_accounts():
    assert not list(lines_that_ask(SOURCE, "*.py", but_not={"accounts"}))


def test_templates_are_told_and_do_not_ask():
    assert not list(lines_that_ask(ROOT / "templates", "*.html"))


VIEWS = sorted([*SOURCE.glob("*/views/*.py"), *SOURCE.glob("*/views.py")])
DECIDES = {"may", "ensure"}
DECIDES_FROM_AFAR = {f"permissions.{name}" for name in DECIDES}


def decisions(text):
    """Yield where a module asks the table of roles itself."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module == "blog.accounts.permissions":
            yield from (name.name for name in node.names if name.name in DECIDES)
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in DECIDES_FROM_AFAR:
            yield ast.unparse(node)


@pytest.mark.parametrize("file", VIEWS, ids=lambda file: str(file.relative_to(SOURCE)))
def test_views_do_not_decide(file):
    """A gate in front of a view asks (``gates.desk_screen``), or a selector or service in it."""
    assert list(decisions(file.read_text())) == []


@pytest.mark.parametrize(
    "planted",
    [
        "from blog.accounts.permissions import RoleRefused, ensure",
        "from blog.accounts import permissions\npermissions.may(user, act)",
        "from blog.accounts.permissions import may as is_allowed",
    ],
)
def test_a_view_that_decides_is_found(planted):
    assert list(decisions(planted))


@pytest.mark.parametrize("file", MIGRATIONS, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_a_migration_follows_no_rule_that_changes(file):
    """What a migration did must be what it does; the code that it would import moves on."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            kept = re.fullmatch(
                r"blog\.\w+\.(models|querysets|blocks|permissions|search_field\w*)(\.\w+)*", module
            )
            assert not module.startswith("blog.") or kept, f"{file.name} imports {module}"
