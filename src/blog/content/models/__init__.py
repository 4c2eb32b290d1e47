"""The tables of content. Django finds them here."""

from blog.content.models.author import Author
from blog.content.models.base import SitePage
from blog.content.models.conversation import CommentModeration, CommentPolicy
from blog.content.models.home import FrontPagePick, HomePage
from blog.content.models.image import SiteImage, SiteRendition
from blog.content.models.post import Byline, PostPage
from blog.content.models.restriction import PageRestriction
from blog.content.models.search import SearchEntry, SearchMatch, SearchWord
from blog.content.models.section import PostIndexPage, SectionPage
from blog.content.models.series import Series
from blog.content.models.settings import Accent, Publication, Typeface
from blog.content.models.standard import StandardPage
from blog.content.models.tag import PostTag, Tag

__all__ = [
    "Accent",
    "Author",
    "Byline",
    "CommentModeration",
    "CommentPolicy",
    "FrontPagePick",
    "HomePage",
    "PageRestriction",
    "PostIndexPage",
    "PostPage",
    "PostTag",
    "Publication",
    "SearchEntry",
    "SearchMatch",
    "SearchWord",
    "SectionPage",
    "Series",
    "SiteImage",
    "SitePage",
    "SiteRendition",
    "StandardPage",
    "Tag",
    "Typeface",
]
