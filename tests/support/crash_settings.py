"""The laptop's settings, with the mail server and the receiver of webhooks that crash.py runs."""

import os

from blog.config.settings.local import *  # noqa: F403
from blog.config.settings.local import DATA_DIR, LOGGING

STATIC_ROOT = DATA_DIR / "static"

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": int(os.environ["CRASH_SMTP_PORT"])},
    }
}
WEBHOOKS_TO_THIS_MACHINE = True
LOGGING["root"]["level"] = "ERROR"
