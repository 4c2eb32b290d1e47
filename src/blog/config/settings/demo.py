"""The demo publication: like production in all but its key, its mail and its known accounts."""

from django.core.exceptions import ImproperlyConfigured

from blog.config import env

from .local import *  # noqa: F403
from .local import DATA_DIR, DATABASES

# Its accounts have a known password, and starting over deletes everything.
if DATABASES["default"]["NAME"] != str(DATA_DIR / "site.sqlite3"):
    raise ImproperlyConfigured(
        "The demo keeps a database of its own. Unset DATABASE_URL, or use other settings."
    )

DEMO_MODE = True
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "")  # empty: one is made up and kept
