"""Answers for addresses that are not found: where the page is now, or that it is gone."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.models import Site

from blog.publishing.rules.addresses import normal
from blog.publishing.services import addresses


def _is_for_reading(request: HttpRequest) -> bool:
    """Return whether a page for readers was asked for: no path there has a secret in it."""
    match = request.resolver_match
    return match is not None and (match.view_name == "wagtail_serve" or match.app_name == "content")


class AddressMiddleware:
    """Ask the ledger first, then the redirects that editors made by hand; never send in circles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.by_hand = RedirectMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404  # no address has one, and PostgreSQL refuses to be asked
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        site = Site.find_for_request(request)
        if site is None:
            return self._by_hand(request, response)
        answer = self._from_ledger(request, site) or self._by_hand(request, response)
        if answer is response and request.method == "GET" and _is_for_reading(request):
            addresses.note_missing(site=site, path=request.path, at=timezone.now())
        return answer

    def _from_ledger(self, request: HttpRequest, site: Site) -> HttpResponse | None:
        lead = addresses.look_up(site=site, path=request.path)
        if lead.path is not None:
            query = request.META.get("QUERY_STRING", "")
            target = iri_to_uri(lead.path) + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(target)
        return render(request, "publishing/gone.html", status=410) if lead.is_gone else None

    def _by_hand(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer: HttpResponse = self.by_hand.process_response(request, response)
        target = answer.get("Location")
        if target and normal(target) == normal(request.path):
            return response
        return answer
