"""The newsroom's screens at the desk; the first of them is the desk's front door."""

from django.urls import path

from blog.publishing.views import desk

urlpatterns = [
    path("", desk.show_work, name="desk"),
    path("posts/new/", desk.begin_post, name="desk_new_post"),
    path("review/", desk.show_queue, name="desk_review"),
]
