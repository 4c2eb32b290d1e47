"""What differs under test: everything in memory, tasks at once, cheap passwords."""

from .base import *  # noqa: F403
from .base import CACHES, LOGGING, MODELSEARCH_BACKENDS, STORAGES

SECRET_KEY = "only-for-tests-and-long-enough-to-be-accepted-by-checks"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", "example.com"]
WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES["default"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
CACHES["limits"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "limits",
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
ACCOUNT_RATE_LIMITS = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STAFF_NEED_SECOND_STEP = False  # the tests of the gate switch it on
PAGE_CACHE = False
# Wagtail's own index, which only its editor's search fields read: a tenth of each save's time.
MODELSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False  # type: ignore[assignment]
WHITENOISE_AUTOREFRESH = True
LOGGING["handlers"]["console"]["formatter"] = "plain"  # type: ignore[index]
LOGGING["root"]["level"] = "WARNING"  # type: ignore[index]
