"""Addresses of conversations."""

from django.urls import path

from blog.comments import views

app_name = "comments"
urlpatterns = [
    path("comments/on/<int:comment_id>/", views.go_to_comment, name="permalink"),
]
