"""What happens later in a conversation: people are told. Ids in, one call, repeatable."""

from django.tasks import task

from blog.comments.services import telling

BEFORE_PICTURES = 25


@task(priority=BEFORE_PICTURES)
def tell_of_comment(comment_id: int) -> bool:
    """Tell of a comment whom it answers, whom it names, and who follows; return if it stands."""
    return telling.tell_of_comment(comment_id=comment_id)
