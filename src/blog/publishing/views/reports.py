"""How HTTP reaches the newsroom's reports, on the screen and as files."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.accounts.gates import desk_screen
from blog.accounts.rules.roles import Act
from blog.errors import NotFound
from blog.publishing.presenters.reports import Report, present_reports
from blog.publishing.selectors.clocks import get_zone
from blog.web.htmx import page_or_part
from blog.web.spreadsheets import csv_file


@require_safe
@desk_screen(Act.REVIEW)
def show_reports(request: HttpRequest) -> HttpResponse:
    """Show how the newsroom works: how long reviews take, what comes out, and what waits."""
    context = {"reports": _reports(request), "zone": get_zone(user=request.user)}
    return page_or_part(request, "publishing/reports.html", "reports", context)


@require_safe
@desk_screen(Act.REVIEW)
def download_report(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out the table of one report as a CSV file."""
    found = next((report for report in _reports(request) if report.name == name), None)
    if found is None:
        raise NotFound
    return csv_file(name=found.name, rows=found.csv_rows)


def _reports(request: HttpRequest) -> tuple[Report, ...]:
    zone = get_zone(user=request.user)
    return present_reports(user=request.user, at=timezone.now(), zone=zone)
