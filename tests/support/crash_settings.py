"""The laptop's settings, with a mail server that the script in crash.py runs."""

import os

from blog.config.settings.local import *  # noqa: F403
from blog.config.settings.local import LOGGING

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": int(os.environ["CRASH_SMTP_PORT"])},
    }
}
LOGGING["root"]["level"] = "ERROR"
