"""Addresses of publishing that readers have, in each language."""

from django.urls import path

from blog.publishing.views import corrections

app_name = "corrections"
urlpatterns = [
    path("corrections/", corrections.show_corrections, name="all"),
    path("corrections/<int:release_id>/", corrections.show_difference, name="difference"),
    path("corrections/atom.xml", corrections.show_feed, name="feed"),
]
