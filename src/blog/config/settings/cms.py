"""Wagtail: no third-party requests, no second door for passwords, limits on what is uploaded."""

from blog.config import env
from blog.web.rules import uploads

from .server import OWN_ADDRESS

WAGTAIL_SITE_NAME = "Galley"
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", OWN_ADDRESS).rstrip("/")

WAGTAILIMAGES_IMAGE_MODEL = "content.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "blog.content.forms.library.PictureForm"
WAGTAILIMAGES_EXTENSIONS = list(uploads.PICTURE_EXTENSIONS)
WAGTAILIMAGES_MAX_UPLOAD_SIZE = uploads.MAX_PICTURE_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = uploads.MAX_PIXELS
WAGTAILDOCS_DOCUMENT_FORM_BASE = "blog.content.forms.library.DocumentForm"
WAGTAILDOCS_EXTENSIONS = list(uploads.DOCUMENT_EXTENSIONS)
WAGTAILDOCS_MAX_UPLOAD_SIZE = uploads.MAX_DOCUMENT_BYTES
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # a file has no other address, so that its privacy holds
WAGTAILEMBEDS_FINDERS: list[
    dict[str, str]
] = []  # rendering never fetches; see content/rules/embeds.py

WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False  # ours is publishing/rules/workflow.py
WAGTAILREDIRECTS_AUTO_CREATE = False  # ours is publishing/services/addresses.py
# How long mail and the like wait after publishing, and a publication can be undone.
GRACE_SECONDS = env.number("GRACE_SECONDS", 60)
WAGTAIL_USER_TIME_ZONES = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Belgrade",
    "Europe/Madrid",
    "Africa/Lagos",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Santiago",
    "America/Sao_Paulo",
]
WAGTAIL_DATETIME_FORMAT = "%Y-%m-%dT%H:%M"  # as browsers want it; see admin/overrides.py
WAGTAIL_APPEND_SLASH = True
TAGGIT_CASE_INSENSITIVE = True

MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
