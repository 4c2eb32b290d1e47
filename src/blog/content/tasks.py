"""What happens later: pictures in every size, the search index. Safe to run twice."""

from django.tasks import task

from blog.content.services import indexing, renditions


@task()
def prepare_pictures(page_id: int) -> int:
    """Make the renditions that a page lacks; return how many were made."""
    return renditions.prepare_for_page(page_id=page_id)


@task()
def index_post(post_id: int) -> bool:
    """Make a post findable as it is published now, or unfindable where it is not."""
    return indexing.index_post(post_id=post_id)
