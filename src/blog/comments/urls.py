"""Addresses of conversations. Those about one comment begin with ``comments/on/``."""

from django.urls import path

from blog.comments import desk_urls
from blog.comments.views import answering, feeds, following, guests, reading, writing

app_name = "comments"
urlpatterns = [
    *desk_urls.urlpatterns,
    path("comments/<int:post_id>/", reading.show_thread, name="thread"),
    path("comments/<int:post_id>/news/", reading.show_news, name="news"),
    path("comments/<int:post_id>/new/", reading.show_new, name="new"),
    path("comments/<int:post_id>/write/", writing.write, name="write"),
    path("feeds/comments/atom.xml", feeds.show_feed_of_all, name="feed"),
    path("feeds/comments/<int:post_id>/atom.xml", feeds.show_feed_of_post, name="post_feed"),
    path("comments/<int:post_id>/guest/", guests.write, name="guest"),
    path("comments/guest/code/", guests.confirm, name="guest_code"),
    path("comments/<int:post_id>/follow/", following.follow, name="follow"),
    path("comments/followed/", following.show_followed, name="followed"),
    path("comments/stop-following/<str:token>/", following.stop_following, name="stop_following"),
    path("comments/on/<int:comment_id>/", reading.go_to_comment, name="permalink"),
    path("comments/on/<int:comment_id>/reply/", writing.reply, name="reply"),
    path("comments/on/<int:comment_id>/edit/", writing.edit, name="edit"),
    path("comments/on/<int:comment_id>/delete/", writing.delete, name="delete"),
    path("comments/on/<int:comment_id>/restore/", writing.restore, name="restore"),
    path("comments/on/<int:comment_id>/recommend/", answering.recommend, name="recommend"),
    path("comments/on/<int:comment_id>/follow/", following.follow_thread, name="follow_thread"),
    path("comments/on/<int:comment_id>/report/", answering.report, name="report"),
    path("comments/on/<int:comment_id>/appeal/", answering.appeal, name="appeal"),
    path("comments/on/<int:comment_id>/hide-author/", answering.block, name="block"),
]
