"""Addresses of the moderators' screens at the desk."""

from django.urls import path

from blog.comments.views import bulk, desk, people, rulebook, watching

urlpatterns = [
    path("desk/moderation/", desk.show_queue, name="desk_queue"),
    path("desk/moderation/comments/<int:comment_id>/", desk.decide, name="desk_item"),
    path("desk/moderation/comments/<int:comment_id>/hold/", desk.hold, name="desk_hold"),
    path("desk/moderation/people/<int:person_id>/", people.show_person, name="desk_person"),
    path("desk/moderation/people/<int:person_id>/note/", people.add_note, name="desk_note"),
    path("desk/moderation/limits/<int:sanction_id>/lift/", people.lift, name="desk_lift"),
    path("desk/moderation/searches/keep/", watching.keep_search, name="desk_keep_search"),
    path(
        "desk/moderation/searches/<int:search_id>/forget/",
        watching.forget_search,
        name="desk_forget_search",
    ),
    path("desk/moderation/many/", bulk.decide_all, name="desk_bulk"),
    path("desk/moderation/many/undo/", bulk.undo_all, name="desk_undo_bulk"),
    path("desk/moderation/rules/", rulebook.show_rules, name="desk_rules"),
    path(
        "desk/moderation/rules/<int:phrase_id>/remove/",
        rulebook.remove_phrase,
        name="desk_remove_phrase",
    ),
    path("desk/moderation/quality/", rulebook.show_quality, name="desk_quality"),
    path(
        "desk/moderation/quality/moderation.csv",
        rulebook.download_quality,
        name="desk_quality_file",
    ),
]
