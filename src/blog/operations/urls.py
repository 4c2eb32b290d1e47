"""Addresses for the platform, outside every language."""

from django.urls import path

from blog.operations.views import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
