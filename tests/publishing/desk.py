"""What people at a desk do in these tests."""

from blog.content.models import PostPage
from tests import factories

READY = [{"type": "paragraph", "value": "<p>Flour, water, salt. Then wait.</p>"}]


class Desk:
    """Writing, as the editor's screen does it: rows and versions, no workflow."""

    @staticmethod
    def write(by, *, title="A post", section=None, **fields):
        """Return a new draft of somebody's, saved once."""
        body = fields.pop("body", [("paragraph", READY[0]["value"])])
        fields.setdefault("summary", "In a sentence.")
        post = factories.make_post(
            title, body=body, live=False, owner=by, section=section, **fields
        )
        post.save_revision(user=by)
        return PostPage.objects.get(pk=post.pk)

    @staticmethod
    def edit(post, by, **fields):
        """Save a newer text and return its version."""
        text = PostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(text, name, value)
        return text.save_revision(user=by, clean=False)

    @staticmethod
    def newest(post):
        """Return the id of the newest version."""
        return PostPage.objects.get(pk=post.pk).latest_revision_id
