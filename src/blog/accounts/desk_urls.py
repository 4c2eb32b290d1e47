"""Addresses of the desk's screens about people."""

from django.urls import path

from blog.accounts.views import staff

urlpatterns = [
    path("desk/people/", staff.show_staff, name="staff"),
    path("desk/people/invite/", staff.invite, name="invite"),
    path("desk/people/<int:person_id>/", staff.change_person, name="person"),
    path(
        "desk/people/invitations/<int:invitation_id>/withdraw/",
        staff.revoke,
        name="revoke_invitation",
    ),
]
