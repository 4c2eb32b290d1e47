"""What the browser tests start from: the demo publication in an empty DATA_DIR, and static files.

Run with the settings of e2e/: ``python -m e2e.support.build_world`` makes both, with the word
``static`` only the static files. Tasks do not run there, so what readers see of them is made here:
the search index, and the pictures of the posts that the tests look at.
"""

import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from blog.comments.models import SpamModel  # noqa: E402
from blog.content.models import PostPage  # noqa: E402
from blog.content.services import indexing, renditions  # noqa: E402
from blog.operations.services import demo_content, setup, static_files  # noqa: E402

LOOKED_AT = ["every-shape-a-page-can-take"]
# As if the team had rejected much with these: one waiting comment of the demo has all of them. Too
# little was measured with it to withhold anything.
SPAM_WORDS = {"→letters.example": 2.0, "rules": 1.5, "print": 1.0}


def say(line: str) -> None:
    """Tell whoever waits what is being done."""
    print(line, flush=True)


def build() -> None:
    """Make database and pictures."""
    say("Building the publication for the browser tests (once)…")
    setup.prepare_database(say=say)
    demo_content.build(password=settings.DEMO_PASSWORD, say=say)
    indexing.rebuild(say=say)
    numbers = dict.fromkeys(["found", "false_alarms", "missed", "passed"], 0)
    SpamModel.objects.create(
        at=timezone.now(), prior=-3.0, weights=SPAM_WORDS, spam=40, others=60, **numbers
    )
    readable = PostPage.objects.visible_to(None)
    for post in [*readable.newest_first()[:2], *readable.filter(slug__in=LOOKED_AT)]:
        say(f"Making the pictures of {post.title}")
        renditions.prepare_for_page(page_id=post.pk)


if sys.argv[1:] != ["static"]:
    build()
static_files.collect_if_changed(say=say)
