"""Whoever reports a page can be helped: its id is in the answer and in every line about it."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
from pythonjsonlogger.json import JsonFormatter

from blog.config import urls
from blog.config.urls import handler404, handler500
from blog.web.request_id import RequestIdFilter

__all__ = ["handler404", "handler500"]

logger = logging.getLogger("tests.of.request.ids")


def say_something(request):
    """Log a line, as any view may."""
    logger.warning("Something was said")
    return HttpResponse()


def fail(request):
    """Fail as a defect would."""
    raise RuntimeError("on purpose")


urlpatterns = [path("say/", say_something), path("fail/", fail), *urls.urlpatterns]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
GIVEN = "3f9d1c0e-5b7a-4d2e"


@pytest.fixture
def lines():
    """The log as production writes it: one JSON object a line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RequestIdFilter())
    shape = settings.LOGGING["formatters"]["json"]
    handler.setFormatter(JsonFormatter(shape["fmt"], rename_fields=shape["rename_fields"]))
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_line_and_its_answer_carry_the_id_that_the_proxy_gave(client, lines):
    answer = client.get("/say/", headers={"X-Request-ID": GIVEN})

    (line,) = lines()
    assert answer["X-Request-ID"] == GIVEN
    assert line["request_id"] == GIVEN
    assert line["message"] == "Something was said"
    assert line["level"] == "WARNING"


@pytest.mark.parametrize("forged", ["", "short", "a\r\nSet-Cookie: b=c", "x" * 65, "<script>alert"])
def test_an_id_that_is_not_plain_is_replaced(client, lines, forged):
    answer = client.get("/say/", headers={"X-Request-ID": forged})

    assert len(answer["X-Request-ID"]) == 32
    assert lines()[0]["request_id"] == answer["X-Request-ID"]


@pytest.mark.parametrize(("address", "status"), [("/nothing/", 404), ("/fail/", 500)])
def test_what_django_says_when_every_middleware_has_left_carries_it_too(
    client, lines, address, status
):
    client.raise_request_exception = False
    answer = client.get(address)

    assert answer.status_code == status
    assert {line["request_id"] for line in lines()} == {answer["X-Request-ID"]}


def test_a_line_outside_of_a_request_has_a_dash(lines):
    logger.warning("Nobody asked")

    assert lines()[0]["request_id"] == "-"
