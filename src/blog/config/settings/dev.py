"""What differs for a developer: errors in full, unhashed static files, the axe overlay."""

from .local import *  # noqa: F403
from .local import DATA_DIR, INSTALLED_APPS, STORAGES

DEBUG = True
STYLEGUIDE = True
PAGE_CACHE = False  # templates and code change while it runs
WEBHOOKS_TO_THIS_MACHINE = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
INSTALLED_APPS += ["django_axe"]  # last: it ships a templates/base.html
DJANGO_AXE_ENABLED = True
DJANGO_AXE_REPORT_PATH = str(DATA_DIR / "axe-report.json")
