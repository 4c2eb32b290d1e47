"""The demo's settings with a few addresses more and a cheap password hash; otherwise what people run."""

import os

from blog.config.settings.demo import *
from blog.config.settings.demo import LOGGING, PROJECT_DIR, TEMPLATES

ROOT_URLCONF = "e2e.urls"
TEMPLATES[0]["DIRS"] += [PROJECT_DIR / "e2e" / "templates"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Apart from what a running demo serves.
STATIC_ROOT = PROJECT_DIR / ".testdb" / "static"
FRONTEND_BUILD_DIR = PROJECT_DIR / ".testdb" / "frontend"
TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
DEMO_PASSWORD = "correct-horse-battery"
ACCOUNT_RATE_LIMITS = False
STYLEGUIDE = True
# The database is put back behind the server's back before every test.
PAGE_CACHE = os.environ.get("PAGE_CACHE") == "on"
LOGGING["root"]["level"] = "ERROR"
