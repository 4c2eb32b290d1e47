"""Fill an empty DATA_DIR with the demo publication, for the browser tests to copy.

Run as ``python -m e2e.support.build_world`` with the settings of e2e/. Tasks do not run there, so
what readers see of them is made here: the search index, and the pictures of the two newest posts.
"""

import django

django.setup()

from django.conf import settings  # noqa: E402

from blog.content.models import PostPage  # noqa: E402
from blog.content.services import indexing, renditions  # noqa: E402
from blog.operations.services import demo_content, setup, static_files  # noqa: E402


def build() -> None:
    """Make database, pictures and static files."""
    setup.prepare_database()
    demo_content.build(password=settings.DEMO_PASSWORD)
    indexing.rebuild()
    for post in PostPage.objects.visible_to(None).newest_first()[:2]:
        renditions.prepare_for_page(page_id=post.pk)
    static_files.collect_if_changed()


build()
