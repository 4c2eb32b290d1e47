"""Each place of ``admin_places.py``: no violation of WCAG 2.2 A and AA, wide and narrow, light and dark; a walk by keyboard."""

import pytest
from playwright.sync_api import expect

from e2e.admin_places import PLACES
from e2e.support import axe, keyboard
from e2e.support.inspection import DESK, LIST_WORKS, PHONE, SETTLE, resize, sideways

AS_IT_COMES = "as it comes"
NARROW = ["color-contrast", "target-size", "scrollable-region-focusable"]


def look_at(page, state) -> list[str]:
    """Return what is wrong with a page as it stands."""
    problems = []
    for mode, scheme, size, rules in [
        ("light", "light", DESK, axe.NEEDED),
        ("dark", "dark", DESK, ["color-contrast"]),
        ("320 px", "light", PHONE, NARROW),
    ]:
        page.emulate_media(color_scheme=scheme)
        resize(page, size)
        page.evaluate(SETTLE)
        found = axe.violations(page, rules)
        if state != AS_IT_COMES:  # what is scrolled half under a bar is not too small for that
            found = [line for line in found if "partially obscured" not in line]
        problems += [f"{state}, {mode}: {line}" for line in found]
        if state == AS_IT_COMES:
            problems += [f"{state}, {mode}: {line}" for line in sideways(page, size["width"])]
    page.emulate_media(color_scheme="light")
    resize(page, DESK)
    return problems


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_place(place, site, page, sign_in, complaints):
    complaints.mean("broken: 400")  # Wagtail saves by script, and says so when it cannot
    page.set_viewport_size(DESK)
    sign_in("editor", then="/accounts/")
    answer = page.goto(site.filled(place.path))
    assert answer.status == 200
    if place.is_list_of_files:  # its pictures are made as they are asked for: that may take long
        page.wait_for_function(LIST_WORKS)
    else:
        page.wait_for_load_state("networkidle")
    expect(page.locator('[data-controller="start-widget"]')).to_have_count(0)
    # The site's menu is drawn by script: a walk that begins before it is there never comes to it.
    expect(page.locator(".sidebar-menu-item__link").first).to_be_attached()
    problems = [] if place.states else look_at(page, AS_IT_COMES)
    if not place.states:
        _stops, wrong = keyboard.walk(page, only=100 if place.is_long else None)
        problems += [f"by keyboard: {line}" for line in wrong]
    if place.walk_narrow:
        resize(page, PHONE)
        _stops, wrong = keyboard.walk(page, only=30)
        problems += [f"by keyboard, 320 px: {line}" for line in wrong]
    for reach in place.states:
        reach(page)
        problems += look_at(page, reach.__name__)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert not problems, "\n".join(problems)
