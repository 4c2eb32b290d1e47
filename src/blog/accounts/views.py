"""How HTTP reaches accounts. Nearly all of it is django-allauth's; this is what it lacks."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@require_safe
def admin_gate(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's own sign-in page was: send people through the one door.

    A signed-in person without access to the admin is told so; sending them to sign in again would
    send them in circles.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next", "/admin/"), resolve_url("account_login"))
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied(
            _("Your account has no access to the editors’ pages. An editor can change that.")
        )
    return redirect("wagtailadmin_home")
