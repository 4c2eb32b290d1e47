"""Addresses for the platform, outside every language."""

from django.urls import path

from blog.operations import views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
