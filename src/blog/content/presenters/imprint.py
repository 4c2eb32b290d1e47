"""Who publishes, as every page's metadata names it."""

from dataclasses import dataclass

from blog.content import selectors
from blog.web.addresses import absolute


@dataclass(frozen=True)
class Imprint:
    """Who publishes, and where the front page in this language is."""

    name: str
    about: str
    home_url: str


def get_imprint() -> Imprint:
    """Return who publishes."""
    publication = selectors.get_publication()
    home = selectors.get_home()
    about = home.tagline or publication.description or publication.tagline
    return Imprint(publication.name, about, absolute(home.url))
