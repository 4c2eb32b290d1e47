"""The languages of the site and of its interface. Times are stored and shown with their zone."""

from django.utils.translation import gettext_lazy as _

from blog.config import env

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [env.PROJECT_DIR / "locale"]
FORMAT_MODULE_PATH = ["blog.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
