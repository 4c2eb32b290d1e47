"""The newsroom's screens at the desk; the first of them is the desk's front door."""

from django.urls import path

from blog.publishing.views import board, calendar, desk, history, post, reading, reports
from blog.publishing.views.deeds import DEEDS

urlpatterns = [
    path("", desk.show_work, name="desk"),
    path("posts/", board.show_board, name="desk_posts"),
    path("posts/filters/save/", board.save_filter, name="desk_save_filter"),
    path("posts/filters/<int:filter_id>/", board.change_filter, name="desk_change_filter"),
    path("posts/new/", desk.begin_post, name="desk_new_post"),
    path("posts/<int:post_id>/", post.show_post, name="desk_post"),
    path("posts/<int:post_id>/checklist/", post.show_checklist, name="desk_post_checklist"),
    path(
        "posts/<int:post_id>/checklist.json", post.give_checklist, name="desk_post_checklist_file"
    ),
    path("posts/<int:post_id>/share/", post.share_preview, name="desk_post_share"),
    *(
        path(f"posts/<int:post_id>/{name}/", post.step(name), name=f"desk_post_{name}")
        for name in DEEDS
    ),
    path("posts/<int:post_id>/review/", reading.show_review, name="desk_post_review"),
    path("posts/<int:post_id>/history/", history.show_history, name="desk_post_history"),
    path("posts/<int:post_id>/compare/", history.show_comparison, name="desk_post_compare"),
    path(
        "posts/<int:post_id>/history/<int:revision_id>/restore/",
        history.restore,
        name="desk_post_restore_revision",
    ),
    path(
        "posts/<int:post_id>/history/<int:revision_id>/",
        reading.read_version,
        name="desk_post_read",
    ),
    path(
        "posts/<int:post_id>/history/<int:revision_id>/name/",
        history.name_version,
        name="desk_post_name_version",
    ),
    path(
        "posts/<int:post_id>/history/<int:revision_id>/block/",
        history.restore_block,
        name="desk_post_restore_block",
    ),
    path("review/", desk.show_queue, name="desk_review"),
    path("reports/", reports.show_reports, name="desk_reports"),
    path("reports/<slug:name>.csv", reports.download_report, name="desk_report_file"),
    path("calendar/", calendar.show_calendar, name="desk_calendar"),
    path("calendar/<int:post_id>/<str:due>/", calendar.move, name="desk_move"),
]
