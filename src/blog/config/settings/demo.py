"""The demo publication: like production in all but its key, its mail and its known accounts."""

from blog.config import env

from .local import *  # noqa: F403

DEMO_MODE = True
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "")  # empty: one is made up and kept
