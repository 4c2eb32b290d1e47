"""Everything that is done with a post has a name in the log."""

import ast
from pathlib import Path

from blog.publishing.words import ACTS

SERVICES = Path(__file__).resolve().parents[2] / "src/blog/publishing/services"


def acts():
    """Yield the words given as ``act``, and those that an act is chosen from."""
    for file in SERVICES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "act":
                yield from (
                    part.value
                    for part in ast.walk(node.value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


def test_every_act_has_a_name():
    found = {act if act.startswith("post.") else f"post.{act}" for act in acts()}
    found.discard("post.")  # the beginning of all of them, where they are made

    assert len(found) > 20
    assert found - set(ACTS) == set()
