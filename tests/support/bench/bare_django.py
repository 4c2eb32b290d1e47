"""A Django without middleware, models or templates, whose one view always sends the same bytes."""

import os
from pathlib import Path

from django.conf import settings

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="bench", ALLOWED_HOSTS=["*"])

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


def show(request):
    """Answer."""
    return HttpResponse(BODY, headers={"Content-Encoding": "br"})


urlpatterns = [path("", show)]
application = get_wsgi_application()
