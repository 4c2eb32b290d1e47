"""Addresses of accounts that django-allauth does not have."""

from django.urls import path

from blog.accounts.desk_urls import urlpatterns as desk
from blog.accounts.views import doors, second_step, staff

app_name = "accounts"
urlpatterns = [
    path("accounts/", doors.show_account, name="account"),
    path("accounts/second-step/", second_step.show_second_step, name="second_step"),
    path("accounts/again/", doors.signed_in_again, name="signed_in_again"),
    path("accounts/kept/<str:name>/", doors.kept_form, name="kept_form"),
    path("accounts/link/<str:secret>/", doors.sign_in_link, name="sign_in_link"),
    path("accounts/invitation/<str:secret>/", staff.accept_invitation, name="invitation"),
    *desk,
    # Where Wagtail sends readers of restricted pages; its own page there is a second door.
    path("_util/login/", doors.reading_gate, name="reading_gate"),
]
