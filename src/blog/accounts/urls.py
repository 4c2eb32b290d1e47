"""Addresses of accounts that django-allauth does not have."""

from django.urls import path

from blog.accounts.desk_urls import urlpatterns as desk
from blog.accounts.views import doors, notices, own_data, profile, second_step, staff

app_name = "accounts"
urlpatterns = [
    path("accounts/", doors.show_account, name="account"),
    path("accounts/second-step/", second_step.show_second_step, name="second_step"),
    path("accounts/again/", doors.signed_in_again, name="signed_in_again"),
    path("accounts/kept/<str:name>/", doors.kept_form, name="kept_form"),
    path("accounts/link/<str:secret>/", doors.sign_in_link, name="sign_in_link"),
    path("accounts/invitation/<str:secret>/", staff.accept_invitation, name="invitation"),
    path("accounts/profile/", profile.edit_profile, name="profile"),
    path("accounts/profile/picture/", profile.change_picture, name="picture"),
    path("accounts/profile/handle/", profile.change_handle, name="handle"),
    path("accounts/notifications/", notices.show_inbox, name="inbox"),
    path("accounts/notifications/read/", notices.mark_read, name="mark_read"),
    path(
        "accounts/notifications/preferences/",
        notices.edit_preferences,
        name="notification_preferences",
    ),
    path("accounts/unsubscribe/<str:token>/", notices.stop_mail, name="stop_mail"),
    path("accounts/data/", own_data.show_own_data, name="own_data"),
    path("accounts/data/<str:token>/", own_data.fetch_export, name="fetch_export"),
    path("accounts/leave/", own_data.show_leave, name="leave"),
    path("accounts/leave/ask/", own_data.leave, name="ask_to_leave"),
    path("accounts/leave/cancel/", own_data.stay, name="stay"),
    path("people/<str:handle>/", profile.show_person, name="public_profile"),
    *desk,
    # Where Wagtail sends readers of restricted pages; its own page there is a second door.
    path("_util/login/", doors.reading_gate, name="reading_gate"),
]
