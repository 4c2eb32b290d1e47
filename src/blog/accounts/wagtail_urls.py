"""What stands in front of pages of Wagtail's admin that would be a second way to do it."""

from django.urls import path

from blog.accounts.views import doors, staff

urlpatterns = [
    path("login/", doors.admin_gate, name="admin_gate"),
    *(
        path(address, staff.instead_of_wagtail, name="staff_instead_of_wagtail")
        for address in (
            "users/",
            "users/<path:rest>",
            "groups/",
            "groups/<path:rest>",
            "bulk/accounts/user/<path:rest>",
            "bulk/auth/group/<path:rest>",
        )
    ),
]
