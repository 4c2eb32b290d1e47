"""Each place of ``places.py``: valid markup, axe in every mode, a walk by keyboard, nothing that moves by itself."""

import pytest

from e2e.places import PLACES
from e2e.support import inspection, markup


def is_a_page(response):
    """Whether this is a document of the page's own, and not on the way to another."""
    asked = response.request
    return (
        asked.is_navigation_request()
        and asked.frame.parent_frame is None
        and not 300 <= response.status < 400
    )


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_place(place, site, page, sign_in):
    if place.before:
        place.before(site)
    if place.visitor:
        sign_in(place.visitor)
    answer = page.goto(site.filled(place.path))
    assert answer.status == place.status
    problems = [f"HTML: {line}" for line in markup.source_errors(answer.text())]
    problems += inspection.moved(page)
    if place.reach or place.by_mail:
        documents = []
        page.on("response", lambda one: documents.append(one) if is_a_page(one) else None)
        if place.reach:
            place.reach(page)
        if place.by_mail:
            place.by_mail(page, site)
        page.wait_for_load_state()
        if documents:
            problems += [f"HTML: {line}" for line in markup.source_errors(documents[-1].text())]
    problems += inspection.inspect(page)
    assert not problems, "\n".join(problems)
