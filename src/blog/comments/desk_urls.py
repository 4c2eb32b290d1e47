"""Addresses of the moderators' screens at the desk."""

from django.urls import path

from blog.comments.views import desk

urlpatterns = [
    path("desk/moderation/", desk.show_queue, name="desk_queue"),
    path("desk/moderation/comments/<int:comment_id>/", desk.decide, name="desk_item"),
    path("desk/moderation/comments/<int:comment_id>/hold/", desk.hold, name="desk_hold"),
]
