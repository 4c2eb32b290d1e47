"""What a post is called where somebody is told of it who may not see it any more."""

from collections.abc import Iterable

from django.utils.translation import gettext
from wagtail.models import Page

from blog.accounts.models import User
from blog.accounts.permissions import may
from blog.accounts.rules.roles import Act
from blog.content.models import PostPage


def get_names(*, pages: Iterable[Page], user_id: int) -> dict[int, str]:
    """Return by their numbers what this person may call some posts, in a few queries for all.

    As readers know it, if they may read it; as it is called now, if they may see its drafts; else
    words that tell nothing of it.
    """
    pages = {page.pk: page for page in pages}
    user = User.objects.get(pk=user_id)
    readable = PostPage.objects.visible_to(user).filter(pk__in=pages)
    read = set(readable.values_list("pk", flat=True))
    drafts: set[int] = set()
    if may(user, Act.SEE_DRAFT):
        drafts = set(pages)
    elif may(user, Act.SEE_DRAFT, owns=True):
        mine = PostPage.objects.of(user, one_by_one=True).filter(pk__in=pages)
        drafts = set(mine.values_list("pk", flat=True))
    return {
        number: (page.draft_title or page.title)
        if number in drafts
        else page.title
        if number in read
        else gettext("A post that you cannot see")
        for number, page in pages.items()
    }
