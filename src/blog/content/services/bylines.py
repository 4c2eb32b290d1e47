"""One name for one person: the byline's is the one that their account shows, too."""

from django.db import transaction

from blog.accounts.models import Profile
from blog.accounts.services import profile as profiles
from blog.content.models import Author


@transaction.atomic
def keep_names_in_step(*, author_id: int | None = None) -> None:
    """Give an author's account the byline's name; let go of those that have none."""
    author = Author.objects.filter(pk=author_id or 0).select_related("user").first()
    if author and author.user:
        profiles.take_name_from_byline(user=author.user, name=author.name)
    freed = Profile.objects.filter(name_is_byline=True, user__author=None)
    for profile in freed.select_related("user"):
        profiles.release_name(user=profile.user)
