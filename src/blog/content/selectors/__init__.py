"""What each screen of the reading side needs to know: frozen dataclasses, never querysets."""

from blog.content.selectors.addresses import *  # noqa: F403
from blog.content.selectors.archive import *  # noqa: F403
from blog.content.selectors.beside import *  # noqa: F403
from blog.content.selectors.cards import *  # noqa: F403
from blog.content.selectors.front_page import *  # noqa: F403
from blog.content.selectors.paging import *  # noqa: F403
from blog.content.selectors.places import *  # noqa: F403
from blog.content.selectors.search import *  # noqa: F403
from blog.content.selectors.search_filters import *  # noqa: F403
from blog.content.selectors.sections import *  # noqa: F403
from blog.content.selectors.totals import *  # noqa: F403
