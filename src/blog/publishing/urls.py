"""Addresses of publishing that are no pages of the tree."""

from django.urls import path

from blog.publishing import views

app_name = "publishing"
urlpatterns = [path("preview/<str:token>/", views.show_shared_preview, name="shared_preview")]
