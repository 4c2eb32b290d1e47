"""Wagtail's own pages for a post: each button asks a service of this room, or is refused.

Wagtail writes the texts; whether readers get them, lose them or see them move is decided here.
"""

from wagtail.admin.viewsets.pages import PageViewSet

from blog.content.models import PostPage
from blog.publishing.editor.confirming import PostDeleteView, PostUnpublishView
from blog.publishing.editor.refusing import PostCopyView, Refused
from blog.publishing.editor.saving import PostCreateView, PostEditView, PostRevertView


class PostViewSet(PageViewSet):
    """Wagtail's pages for posts."""

    model = PostPage
    add_view_class = PostCreateView
    edit_view_class = PostEditView
    revisions_revert_view_class = PostRevertView
    unpublish_view_class = PostUnpublishView
    delete_view_class = PostDeleteView
    copy_view_class = PostCopyView
    move_view_class = Refused
    move_confirm_view_class = Refused
    set_page_position_view_class = Refused
    convert_alias_view_class = Refused
    revisions_unschedule_view_class = Refused
    workflow_action_view_class = Refused
    collect_workflow_action_data_view_class = Refused
    confirm_workflow_cancellation_view_class = Refused
    workflow_preview_view_class = Refused
