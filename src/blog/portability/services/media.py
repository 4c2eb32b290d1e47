"""Finding the pictures that a foreign text names: in a folder, or at their old address."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from blog.portability.fetching import CannotFetch, fetch
from blog.portability.formats import full_size


@dataclass(frozen=True)
class MediaSource:
    """Where pictures may be looked for. ``folder`` is a copy of WordPress's ``uploads``."""

    folder: Path | None = None
    download: bool = False
    fetch: Callable[[str], bytes] = fetch

    def find(self, *, url: str) -> bytes | None:
        """Return a picture's bytes, or None when it is out of reach."""
        found = self._in_folder(url)
        if found is not None:
            return found
        if not self.download:
            return None
        try:
            return self.fetch(full_size(url))
        except CannotFetch:
            return None

    def within_reach(self, *, url: str) -> bool:
        """Return whether a picture is in the folder, or may be fetched; fetches nothing."""
        return self.download or self._in_folder(url) is not None

    def _in_folder(self, url: str) -> bytes | None:
        """Look for the path below ``uploads``, then for the bare name; never outside the folder."""
        if self.folder is None:
            return None
        path = unquote(urlsplit(full_size(url)).path)
        below = path.partition("/uploads/")[2] or path.lstrip("/")
        for wanted in (self.folder / below, self.folder / path.rpartition("/")[2]):
            place = wanted.resolve()
            if place.is_relative_to(self.folder.resolve()) and place.is_file():
                return place.read_bytes()
        return None
