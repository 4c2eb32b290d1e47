"""What each screen of the reading side needs to know: frozen dataclasses, never querysets."""

from blog.content.selectors.lists import *  # noqa: F403
from blog.content.selectors.search import *  # noqa: F403
