"""Addresses of lists; pages of the tree have Wagtail's."""

from django.urls import path

from blog.content import feeds, views

app_name = "content"
urlpatterns = [
    path("tags/<str:slug>/", views.show_tag, name="tag"),
    path("authors/<str:slug>/", views.show_author, name="author"),
    path("series/<str:slug>/", views.show_series, name="series"),
    path("feeds/", feeds.show_feeds, name="feeds"),
    path("feeds/<str:file>", feeds.show_feed, name="feed"),
    path("feeds/<str:kind>/<str:slug>/<str:file>", feeds.show_feed, name="subject_feed"),
    path("search/", views.search, name="search"),
    path("archive/", views.show_archive, name="archive"),
    path("archive/<int:year>/", views.show_archive, name="archive_year"),
    path("archive/<int:year>/<int:month>/", views.show_archive, name="archive_month"),
]
