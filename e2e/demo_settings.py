"""The demo's own settings, with the static files that the tests have made already."""

from blog.config.settings.demo import *
from e2e.settings import FRONTEND_BUILD_DIR as FRONTEND_BUILD_DIR
from e2e.settings import STATIC_ROOT as STATIC_ROOT
