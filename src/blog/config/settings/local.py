"""What the laptop's settings (development, demo) share: a kept key, mail in a folder."""

import secrets
from pathlib import Path

from blog.config import env

from .base import *  # noqa: F403
from .base import DATA_DIR, LOGGING


def kept_secret(file: Path) -> str:
    """Return the secret in ``file``; make one on the first start, readable by its owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


SECRET_KEY = kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = ["*"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# The accounts here are for trying things out; the account's and the admin's first page say so.
STAFF_NEED_SECOND_STEP = env.choice("STAFF_SECOND_STEP", "optional", {"required", "optional"}) == (
    "required"
)
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": DATA_DIR / "mail"},
    }
}
DEFAULT_FROM_EMAIL = "galley@localhost"
LOGGING["handlers"]["console"]["formatter"] = "plain"  # type: ignore[index]
LOGGING["loggers"]["wagtail"] = {"level": "WARNING"}  # type: ignore[index]
