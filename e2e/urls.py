"""Every address of the site, and two that only fail: so that the pages for failures can be seen."""

from django.core.exceptions import SuspiciousOperation
from django.urls import path

from blog.config import urls
from blog.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def fail(request):
    """Fail as a defect would."""
    raise RuntimeError("failing on purpose")


def misunderstand(request):
    """Refuse as Django refuses a request that it cannot use."""
    raise SuspiciousOperation("refusing on purpose")


urlpatterns = [
    path("e2e/fail/", fail),
    path("e2e/misunderstand/", misunderstand),
    *urls.urlpatterns,
]
