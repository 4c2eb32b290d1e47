"""Addresses of accounts that django-allauth does not have."""

from django.urls import path

from blog.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/", views.show_account, name="account"),
    path("accounts/again/", views.signed_in_again, name="signed_in_again"),
    path("accounts/kept/<str:name>/", views.kept_form, name="kept_form"),
    path("accounts/link/<str:secret>/", views.sign_in_link, name="sign_in_link"),
    # Where Wagtail sends readers of restricted pages; its own page there is a second door.
    path("_util/login/", views.reading_gate, name="reading_gate"),
]
