"""What happens later: pictures in every size. Ids in, one service call, safe to run twice."""

from django.tasks import task

from blog.content.services import renditions


@task()
def prepare_pictures(page_id: int) -> int:
    """Make the renditions that a page lacks; return how many were made."""
    return renditions.prepare_for_page(page_id=page_id)


@task()
def prepare_portrait(author_id: int) -> int:
    """Make the renditions that an author's portrait lacks; return how many were made."""
    return renditions.prepare_for_author(author_id=author_id)


@task()
def prepare_picture_again(image_id: int) -> int:
    """Make the renditions that a changed picture lacks wherever it is used."""
    return renditions.prepare_wherever_used(image_id=image_id)
