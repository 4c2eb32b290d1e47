"""The demo's settings with two addresses more and a cheap password hash; otherwise what people run."""

from blog.config.settings.demo import *
from blog.config.settings.demo import LOGGING

ROOT_URLCONF = "e2e.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
DEMO_PASSWORD = "correct-horse-battery"
ACCOUNT_RATE_LIMITS = False
LOGGING["root"]["level"] = "ERROR"
