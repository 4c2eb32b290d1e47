"""Where the server listens and how much it does at once."""

from django.core.exceptions import ImproperlyConfigured

from blog.config import env

PROJECT_DIR = env.PROJECT_DIR
BIND = env.text("BIND", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1)
OWN_ADDRESS = env.own_address(BIND, PORT)
SERVER_WORKERS = env.number("WEB_CONCURRENCY", 2, least=1)
SERVER_THREADS = env.number("SERVER_THREADS", 4, least=1)  # in each worker
SERVER_WAITING = 64  # requests that a worker holds, of people who are still sending or waiting
START_AFTER = env.text("START_AFTER", "")  # a file: Django starts once it is gone, and if asked
SERVER_MAX_BODY = 64 * 1024 * 1024  # bytes; more than any form or file that is taken

# Ready answers in front of Django, on disk; see docs/decisions/ and blog/web/page_cache/.
PAGE_CACHE = env.choice("PAGE_CACHE", "on", {"on", "off"}) == "on"
PAGE_CACHE_DIR = env.data_dir() / "pages"
PAGE_CACHE_MB = env.number("PAGE_CACHE_MB", 1000, least=1)
PAGE_CACHE_MEMORY_MB = env.number("PAGE_CACHE_MEMORY_MB", 16, least=1)  # in each worker
# Where answers depend on who asks, or are files already.
PAGE_CACHE_SKIPS = (
    "/admin/",
    "/accounts/",
    "/desk/",
    "/documents/",
    "/media/",
    "/static/",
    "/livez",
    "/readyz",
    "/_util/",
)

# A cache or delivery network in front keeps copies, too; it is told which of them are old.
WAGTAILFRONTENDCACHE = env.networks_in_front()
if WAGTAILFRONTENDCACHE and not PAGE_CACHE:
    raise ImproperlyConfigured(
        "PAGE_CACHE is off, so nothing knows which addresses a network has to forget. Leave it on,"
        " or take away PURGE_URL and CLOUDFLARE_ZONE."
    )
