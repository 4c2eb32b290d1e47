"""Which videos can be shown in a post, found from their address alone: nothing is ever fetched."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO_ID = re.compile(r"[0-9]{6,12}")


@dataclass(frozen=True)
class Embed:
    """A video that loads when the reader asks for it."""

    provider: str
    source: str  # what the frame loads after the click


def find_embed(address: str) -> Embed | None:
    """Return the video behind an address of a known provider, or None."""
    try:
        parts = urlsplit(address)
        elsewhere = parts.scheme != "https" or parts.port or parts.username
    except ValueError:
        return None
    if elsewhere:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    if host in {"youtube.com", "m.youtube.com"} and parts.path == "/watch":
        return _youtube(parse_qs(parts.query).get("v", [""])[0])
    if host == "youtu.be":
        return _youtube(parts.path.removeprefix("/"))
    if host == "vimeo.com":
        return _vimeo(parts.path.strip("/"))
    return None


def _youtube(video: str) -> Embed | None:
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    return Embed("YouTube", f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1")


def _vimeo(video: str) -> Embed | None:
    if not _VIMEO_ID.fullmatch(video):
        return None
    return Embed("Vimeo", f"https://player.vimeo.com/video/{video}?dnt=1&autoplay=1")
