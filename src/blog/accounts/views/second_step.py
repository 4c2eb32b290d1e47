"""The page that staff without a second step for signing in are led to."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blog.accounts.permissions import has_second_step
from blog.accounts.selectors import people


@login_required
@require_safe
def show_second_step(request: HttpRequest) -> HttpResponse:
    """Say why a second step is needed and how to set one up; once it is there, lead on."""
    context = {
        "is_set_up": has_second_step(request.user),
        "may_edit": people.may_open_desk(request.user),
    }
    return render(request, "accounts/second_step.html", context)
