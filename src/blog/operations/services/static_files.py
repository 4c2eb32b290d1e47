"""Static files, collected when their sources have changed since the last time."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from blog.web import frontend

STAMP = "collected-from"


def collect_if_changed(*, say: Callable[[str], None] = lambda _line: None) -> bool:
    """Collect, hash and compress static files if any changed; return whether it was done."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / STAMP
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    say("Collecting and compressing static files (once)…")
    call_command("collectstatic", interactive=False, clear=root.exists(), verbosity=0)
    stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256((settings.PROJECT_DIR / "requirements/base.lock").read_bytes())
    digest.update(Path(frontend.__file__).read_bytes())
    for file in sorted((settings.PROJECT_DIR / "frontend").rglob("*")):
        if file.is_file():
            digest.update(str(file.relative_to(settings.PROJECT_DIR)).encode() + file.read_bytes())
    return digest.hexdigest()
