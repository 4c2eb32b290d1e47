"""What happens later: pictures made and drawn, words found. Ids in, one call, repeatable."""

from django.tasks import task
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from blog.content.models import PostPage
from blog.content.services import indexing, renditions, social_images

# What readers miss is done before what nobody waits for, however much of that there is.
WORDS_FIRST, THEN_PICTURES, OF_WHAT_IS_NEWEST = 30, 10, 20
A_FEW = 20  # posts in one task: other tasks get their turn


@task(priority=THEN_PICTURES)
def prepare_pictures(page_id: int) -> int:
    """Make the renditions that a page lacks; return how many were made."""
    return renditions.prepare_for_page(page_id=page_id)


@task()
def draw_social_image(post_id: int) -> str:
    """Draw or drop the picture that stands for a post where it is shared; return its name."""
    return social_images.refresh(post_id=post_id)


@task()
def redraw_social_images(after: int = 0) -> None:
    """Bring every post's drawn picture in line, a few at a time: other tasks get their turn."""
    last = social_images.refresh_some(after=after)
    if last is not None:
        redraw_social_images.enqueue(last)


@task()
def remove_social_image(name: str) -> None:
    """Delete the drawn picture of a post that was deleted."""
    social_images.remove(name=name)


@task()
def prepare_portrait(author_id: int) -> int:
    """Make the renditions that an author's portrait lacks; return how many were made."""
    return renditions.prepare_for_author(author_id=author_id)


@task()
def prepare_picture_again(image_id: int) -> int:
    """Make the renditions that a changed picture lacks wherever it is used."""
    return renditions.prepare_wherever_used(image_id=image_id)


@task(priority=WORDS_FIRST)
def index_post(post_id: int) -> bool:
    """Make a post findable as it is published now, or unfindable where it is not."""
    return indexing.index_post(post_id=post_id)


@task(priority=WORDS_FIRST)
def index_posts(post_ids: list[int]) -> int:
    """Make posts findable as they are published now; return how many can be found."""
    return indexing.index_posts(post_ids=post_ids)


@task()
def catch_up_on_posts(post_ids: list[int]) -> None:
    """Do what saving and publishing each of many posts has done later; a few, then the others.

    Editors find them, it is known what they use, and each has its drawn picture. A post with which
    that fails gets a task of its own, so that it stops no other.
    """
    if later := post_ids[A_FEW:]:
        catch_up_on_posts.enqueue(later)
    for pk in post_ids[:A_FEW]:
        try:
            _catch_up(pk)
        except Exception:
            if len(post_ids) == 1:
                raise
            catch_up_on_posts.enqueue([pk])


def _catch_up(pk: int) -> None:
    if PostPage.objects.filter(pk=pk).exists():
        insert_or_update_object_task.call("content", "postpage", str(pk))
        update_reference_index_task.call("content", "postpage", str(pk))
        social_images.refresh(post_id=pk)
