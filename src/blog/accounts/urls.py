"""Addresses of accounts that django-allauth does not have."""

from django.urls import path

from blog.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/", views.show_account, name="account"),
    # Where Wagtail sends readers of restricted pages; its own page there is a second door.
    path("_util/login/", views.reading_gate, name="reading_gate"),
]
