"""Static files (hashed, compressed, for ever) and uploads (on the disk, in DATA_DIR)."""

from blog.config import env

DATA_DIR = env.data_dir()

STATIC_URL = "/static/"
STATIC_ROOT = env.PROJECT_DIR / "var" / "static"
PROJECT_FRONTEND_DIR = env.PROJECT_DIR / "frontend"
STATICFILES_DIRS = [PROJECT_FRONTEND_DIR]
STATICFILES_FINDERS = [
    "blog.web.frontend.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
FRONTEND_BUILD_DIR = env.PROJECT_DIR / "var" / "frontend"

MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What no address leads to: copies of people's data.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an article of many blocks is one long form
