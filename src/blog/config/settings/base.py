"""Everything true everywhere, one concern a module."""

from .accounts import *  # noqa: F403
from .apps import *  # noqa: F403
from .cms import *  # noqa: F403
from .comments import *  # noqa: F403
from .database import *  # noqa: F403
from .delivery import *  # noqa: F403
from .files import *  # noqa: F403
from .languages import *  # noqa: F403
from .logs import *  # noqa: F403
from .providers import *  # noqa: F403
from .security import *  # noqa: F403
from .server import *  # noqa: F403

DEBUG = False
STYLEGUIDE = False  # /styleguide/, for those who build the site
