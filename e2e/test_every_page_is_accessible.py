"""Each place of ``places.py``: axe in every mode, valid markup, a walk by keyboard, no sideways scroll."""

import pytest

from e2e.places import PLACES
from e2e.support import axe, keyboard, markup

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
MODES = {
    "light": ({"color_scheme": "light"}, DESK),
    "dark": ({"color_scheme": "dark"}, DESK),
    "320 px": ({"color_scheme": "light"}, PHONE),
    "320 px, dark": ({"color_scheme": "dark"}, PHONE),
    "reduced motion": ({"color_scheme": "light", "reduced_motion": "reduce"}, DESK),
    "forced colours": ({"color_scheme": "light", "forced_colors": "active"}, DESK),
}
PLAIN = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_place(place, page, sign_in):
    if place.visitor:
        sign_in(place.visitor)
    answer = page.goto(place.path)
    assert answer.status == place.status
    problems = [f"HTML: {line}" for line in markup.parse_errors(answer.text())]
    if place.reach:
        place.reach(page)
    problems += [f"HTML: {line}" for line in markup.reference_errors(page)]

    for mode, (media, size) in MODES.items():
        page.emulate_media(**{**PLAIN, **media})
        page.set_viewport_size(size)
        problems += [f"{mode}: {line}" for line in axe.violations(page)]
        width = page.evaluate("document.scrollingElement.scrollWidth")
        if width > size["width"]:
            problems.append(f"{mode}: the page is {width} px wide and scrolls sideways")

    page.emulate_media(**PLAIN)
    for name, size in {"desk": DESK, "phone": PHONE}.items():
        page.set_viewport_size(size)
        stops, wrong = keyboard.walk(page)
        problems += [f"keyboard, {name}: {line}" for line in wrong]
        if not place.reach and stops and "skip-link" not in stops[0]["what"]:
            problems.append(f"keyboard, {name}: the first stop is {stops[0]['what']}")
    assert not problems, "\n".join(problems)
