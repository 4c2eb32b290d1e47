"""Each place of ``places.py``: valid markup, axe in every mode, a walk by keyboard, no sideways scroll."""

import pytest

from e2e.places import PLACES
from e2e.support import inspection, markup


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_place(place, site, page, sign_in):
    if place.visitor:
        sign_in(place.visitor)
    answer = page.goto(site.filled(place.path))
    assert answer.status == place.status
    problems = [f"HTML: {line}" for line in markup.source_errors(answer.text())]
    if place.reach:
        place.reach(page)
    problems += inspection.inspect(page)
    assert not problems, "\n".join(problems)
