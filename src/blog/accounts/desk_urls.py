"""Addresses of the desk's screens about people, and the inbox there."""

from django.urls import path

from blog.accounts.views import notices, staff

urlpatterns = [
    path("desk/inbox/", notices.show_desk_inbox, name="desk_inbox"),
    path("desk/people/", staff.show_staff, name="staff"),
    path("desk/people/invite/", staff.invite, name="invite"),
    path("desk/people/<int:person_id>/", staff.change_person, name="person"),
    path(
        "desk/people/invitations/<int:invitation_id>/withdraw/",
        staff.revoke,
        name="revoke_invitation",
    ),
]
