"""How HTTP reaches the screens of webhooks at the desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.operations.forms import WebhookForm
from blog.operations.selectors import webhooks as selectors
from blog.operations.services import webhooks

READ_AND_WRITE = ["GET", "HEAD", "POST"]
# In the session: the number of the webhook whose new secret is to be shown, once.
SHOW_SECRET = "webhook_with_new_secret"  # noqa: S105


@require_safe
@desk_screen(Act.SET_WEBHOOKS)
def show_webhooks(request: HttpRequest) -> HttpResponse:
    """Show who is told of what happens here."""
    context = {"endpoints": selectors.get_endpoints()}
    return render(request, "operations/webhooks.html", context)


@require_http_methods(READ_AND_WRITE)
@desk_screen(Act.SET_WEBHOOKS)
def add_webhook(request: HttpRequest) -> HttpResponse:
    """Ask for an address and its events, and keep them."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        number = webhooks.add(**form.asked(), by=request.user, at=timezone.now())
        request.session[SHOW_SECRET] = number
        return redirect("desk_webhook", number)
    return _form(request, form, None)


@require_http_methods(READ_AND_WRITE)
@desk_screen(Act.SET_WEBHOOKS)
def change_webhook(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Show and change what a webhook is told, and where."""
    endpoint = selectors.get_endpoint(endpoint_id=endpoint_id)
    form = WebhookForm(
        request.POST if request.method == "POST" else None,
        initial=selectors.get_choices(endpoint_id=endpoint_id),
    )
    if form.is_bound and form.is_valid():
        asked = {**form.asked(), "by": request.user, "at": timezone.now()}
        webhooks.change(endpoint_id=endpoint_id, **asked)
        messages.success(request, _("The webhook is changed."))
        return redirect("desk_webhook", endpoint_id)
    return _form(request, form, endpoint)


@require_safe
@desk_screen(Act.SET_WEBHOOKS)
def show_webhook(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Show one webhook and what came of the last events; a new secret, once."""
    endpoint = selectors.get_endpoint(endpoint_id=endpoint_id)
    secret = ""
    if request.session.get(SHOW_SECRET) == endpoint_id and request.method == "GET":
        del request.session[SHOW_SECRET]
        secret = webhooks.get_new_secret(endpoint_id=endpoint_id, by=request.user)
    context = {
        "endpoint": endpoint,
        "lines": selectors.get_lines(endpoint=endpoint),
        "secret": secret,
    }
    return render(request, "operations/webhook.html", context)


@require_POST
@desk_screen(Act.SET_WEBHOOKS)
def rotate_secret(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Make a new secret, which is shown next."""
    webhooks.rotate_secret(
        endpoint_id=endpoint_id,
        at_once="at_once" in request.POST,
        by=request.user,
        at=timezone.now(),
    )
    request.session[SHOW_SECRET] = endpoint_id
    return redirect("desk_webhook", endpoint_id)


@require_POST
@desk_screen(Act.SET_WEBHOOKS)
def remove_webhook(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Forget a webhook."""
    webhooks.remove(endpoint_id=endpoint_id, by=request.user, at=timezone.now())
    messages.success(request, _("The webhook is removed."))
    return redirect("desk_webhooks")


def _button(act: Callable[..., None], done: Callable[[], str]) -> Callable[..., HttpResponse]:
    """Return the view of a button on the screen of one webhook."""

    @require_POST
    @desk_screen(Act.SET_WEBHOOKS)
    def press(request: HttpRequest, endpoint_id: int, **which: Any) -> HttpResponse:
        act(endpoint_id=endpoint_id, **which, by=request.user, at=timezone.now())
        messages.success(request, done())
        return redirect("desk_webhook", endpoint_id)

    return press


switch_off = _button(webhooks.switch_off, lambda: _("The webhook is off: nothing is sent to it."))
switch_on = _button(webhooks.switch_on, lambda: _("The webhook is on."))
send_test = _button(
    webhooks.send_test,
    lambda: _("A test is on its way. Reload this page in a moment to see what came back."),
)
replay = _button(
    webhooks.replay,
    lambda: _("It is sent again. Reload this page in a moment to see what came back."),
)


def _form(
    request: HttpRequest, form: WebhookForm, endpoint: selectors.Endpoint | None
) -> HttpResponse:
    refused = form if form.errors else None
    context = {"form": form, "refused": refused, "endpoint": endpoint}
    return render(request, "operations/webhook_form.html", context, status=422 if refused else 200)
