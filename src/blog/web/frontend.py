"""One style sheet and one script from the many small files of ``frontend/``; no build tool.

The bundles are made when somebody asks for them (``runserver``, the tests) and when static files
are collected. Sources stay as they are, one file a component.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>[\w-]+)\))?;')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# White space around what ends or parts something; a string is left alone.
_SPACE = re.compile(r"""("[^"]*"|'[^']*')|\s*([{};])\s*|([:,])\s+""")
_INDENT = re.compile(r"^ *(?://.*\n)?", re.MULTILINE)
_WHEN_READ = 'document.addEventListener("readystatechange"'  # before every deferred script


def bundle_styles(entry: Path) -> str:
    """Return the style sheet with every ``@import url("…") layer(…);`` replaced by its file.

    Comments and space stay at home: every first visit pays for what is sent.
    """

    def inline(match: re.Match[str]) -> str:
        text = bundle_styles(entry.parent / match["path"])
        return f"@layer {match['layer']}{{{text}}}" if match["layer"] else text

    source = _COMMENT.sub("", entry.read_text(encoding="utf-8"))
    return _SPACE.sub(r"\1\2\3", _IMPORT.sub(inline, source).strip())


def bundle_scripts(first: Path, folder: Path) -> str:
    """Return one script: the first file runs at once, a folder's when the page has been read.

    Each keeps its names to itself. Indents and lines that are only a comment stay at home.
    """
    at_once, *later = (
        f"{{\n{_INDENT.sub('', file.read_text(encoding='utf-8'))}}}\n"
        for file in (first, *sorted(folder.glob("*.js")))
    )
    return f'"use strict"\n{at_once}{_WHEN_READ}, () => {{\n{"".join(later)}}}, {{ once: true }})\n'


class BundleFinder(BaseFinder):
    """Finds ``css/site.css``, ``css/desk.css`` and ``js/site.js``; makes what is out of date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.source = Path(settings.PROJECT_FRONTEND_DIR)
        self.build = Path(settings.FRONTEND_BUILD_DIR)
        self.storage = FileSystemStorage(location=self.build)
        self.storage.prefix = ""  # type: ignore[attr-defined]

    def check(self, **kwargs: Any) -> list[Any]:
        """There is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the made file's place on disk, or an empty list for any other path."""
        if path not in self._makers():
            return []
        made = str(self._make(path))
        return [made] if find_all else made

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield each bundle, freshly made."""
        for path in self._makers():
            if not matches_patterns(path, ignore_patterns):
                self._make(path)
                yield path, self.storage

    def _makers(self) -> dict[str, tuple[Path, Any]]:
        sheets = {
            f"css/{name}.css": (
                self.source / "css",
                lambda name=name: bundle_styles(self.source / f"css/{name}.css"),
            )
            for name in ("site", "desk")
        }
        return {
            **sheets,
            "js/site.js": (
                self.source / "js",
                lambda: bundle_scripts(
                    self.source / "js/preferences.js", self.source / "js/elements"
                ),
            ),
        }

    def _make(self, path: str) -> Path:
        folder, maker = self._makers()[path]
        target = self.build / path
        made_from = (Path(__file__), *(f for f in folder.rglob("*") if f.is_file()))
        newest = max(file.stat().st_mtime for file in made_from)
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch = target.with_suffix(".tmp")
            scratch.write_text(maker(), encoding="utf-8")
            scratch.replace(target)
        return target
