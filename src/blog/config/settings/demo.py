"""The demo publication: like production in all but its key, its mail and its known accounts."""

from .local import *  # noqa: F403

DEMO_MODE = True
