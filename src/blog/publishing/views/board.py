"""How HTTP reaches the board of all posts, and the filters that people save of it."""

from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.errors import Conflict
from blog.publishing.forms.board import BoardForm, SaveFilterForm
from blog.publishing.presenters.board import address_of, present_board
from blog.publishing.selectors import board, calendar, lists
from blog.publishing.selectors.board import Saved
from blog.publishing.selectors.clocks import get_zone
from blog.publishing.services import filters
from blog.web.htmx import page_or_part
from blog.web.rules.numbers import LAST_PAGE, number_in


@require_safe
@desk_screen(Act.SEE_DRAFT, if_only_own=True)
def show_board(request: HttpRequest) -> HttpResponse:
    """Show all posts, narrowed as the address says; without a word, as the person saved it."""
    saved = board.get_saved(user=request.user)
    chosen = next((one for one in saved if one.is_default), None)
    if chosen and not request.GET:
        return redirect(address_of(request.path, dict(chosen.words)))
    return _board(request, request.GET, saved)


@require_POST
@desk_screen(Act.SEE_DRAFT, if_only_own=True)
def save_filter(request: HttpRequest) -> HttpResponse:
    """Save what the board shows under a name."""
    asked = dict(parse_qsl(request.POST.get("words", "")))
    form, saved = SaveFilterForm(request.POST), board.get_saved(user=request.user)
    looked_for = BoardForm(asked, choices=calendar.get_choices())
    if not form.is_valid() or not looked_for.is_valid():
        return _board(request, asked, saved, tried=form, status=422)
    words = looked_for.words()
    try:
        filters.save_filter(
            by=request.user,
            name=form.cleaned_data["name"],
            words=words,
            opens=form.cleaned_data["opens"],
            at=timezone.now(),
        )
    except Conflict as refusal:
        form.add_error("name", str(refusal))
        return _board(request, asked, saved, tried=form, status=409)
    messages.success(request, _("“%(name)s” is saved.") % form.cleaned_data)
    return redirect(address_of(reverse("desk_posts"), words))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_screen(Act.SEE_DRAFT, if_only_own=True)
def change_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Delete a filter, or let the board open with it or not. Opened as a page, it leads back."""
    if request.method == "POST" and "delete" in request.POST:
        name = filters.delete_filter(by=request.user, filter_id=filter_id)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": name})
    elif request.method == "POST":
        opens = "opens" in request.POST
        filters.open_with(by=request.user, filter_id=filter_id, opens=opens)
        words = _("The board opens with it.") if opens else _("The board opens with all posts.")
        messages.success(request, words)
    return redirect(address_of(reverse("desk_posts"), {}))


def _board(
    request: HttpRequest,
    asked: Any,
    saved: tuple[Saved, ...],
    *,
    tried: SaveFilterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    form = BoardForm(asked, choices=calendar.get_choices())
    is_valid = form.is_valid()
    search, words = form.search(), form.words()
    found = board.get_board(
        user=request.user,
        search=search,
        at=timezone.now(),
        page=number_in(str(asked.get("page", "")), most=LAST_PAGE) or 1,
    )
    path = reverse("desk_posts")
    context = {
        "form": form,
        "save_form": tried or SaveFilterForm(),
        "is_saving": tried is not None,
        "refused": form if not is_valid else tried,
        "board": present_board(board=found, saved=saved, words=words, path=path),
        "words": address_of("", words).removeprefix("?"),
        "narrowed": form.narrowed(),
        "is_refused": not is_valid,
        "is_asked": bool(words),
        "everything_url": address_of(path, {}),
        "sees_all": lists.may_see_all(request.user),
        "zone": get_zone(user=request.user),
    }
    status = status if is_valid else 422
    return page_or_part(request, "publishing/board.html", "board", context, status=status)
