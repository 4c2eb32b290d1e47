"""Addresses of publishing that are no pages of the tree."""

from django.urls import path

from blog.publishing.views import preview

app_name = "publishing"
urlpatterns = [path("preview/<str:token>/", preview.show_shared_preview, name="shared_preview")]
