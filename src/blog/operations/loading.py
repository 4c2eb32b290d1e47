"""Everything that the site's processes have in common, loaded once and then shared by forking.

What a copy writes to is copied page by page, so that whatever would be made at first use (SQL of a
model, a template, the addresses in a language) is made here. Nothing opens a connection and
nothing starts a thread: neither survives in a copy.
"""

import ctypes
import gc
from contextlib import suppress
from pathlib import Path

import django
from django.conf import settings

# malloc.h: what glibc's mallopt can be told.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8


def load_everything() -> None:
    """Load the site, and leave what is there to this process and its copies alike."""
    _give_memory_back()
    gc.disable()  # what it would free leaves gaps, and a copy that fills them has to copy the page
    django.setup()
    _make_ready()
    gc.collect()
    gc.freeze()


def _give_memory_back() -> None:
    """Have large pieces, such as what packs pages takes, go back to the system when they are freed.

    By itself glibc keeps them once it has seen some, in a heap for each of the many threads. What
    packs a page quickly takes half a MB for each, which is kept: to get it anew is a third of that.
    """
    with suppress(AttributeError):  # another C library
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(ARENA_MAX, 2)
        mallopt(MMAP_THRESHOLD, 1024 * 1024)
        mallopt(TRIM_THRESHOLD, 1024 * 1024)


def _make_ready() -> None:
    from django.apps import apps
    from django.core.wsgi import get_wsgi_application
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation
    from wagtail import hooks

    get_wsgi_application()
    hooks.search_for_hooks()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Posts")
            reverse("wagtailadmin_home")
    for model in apps.get_models():
        str(model._default_manager.all().query)
    folder = Path(settings.PROJECT_DIR) / "templates"
    for file in folder.rglob("*.html"):
        get_template(str(file.relative_to(folder)))
