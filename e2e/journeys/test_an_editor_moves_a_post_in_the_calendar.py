"""A set time is moved by dragging, which asks before it does anything; the links and keys lead to the same form."""

import re

from playwright.sync_api import expect

TITLE = "What the night desk knows"


def test_by_dragging_to_another_day(page, sign_in):
    sign_in("editor")
    page.goto("/desk/calendar/")
    entry = page.locator("[data-move]", has_text=TITLE)
    if not entry.count():  # the month has ended meanwhile
        page.locator("a[rel=next]").click()
    day = page.locator("td[data-day]").last
    wanted = day.get_attribute("data-day")

    entry.drag_to(day)

    expect(page).to_have_url(re.compile(rf"/desk/calendar/\d+/publish/\?on={wanted}$"))
    expect(page.get_by_label("Day")).to_have_value(wanted)
    page.get_by_role("button", name="Move it").press("Enter")
    expect(page.get_by_text(f"“{TITLE}” has another time now.")).to_be_visible()
    expect(page.locator(f"#day-{wanted}")).to_be_visible()


def test_by_keyboard_to_the_same_form(page, sign_in):
    sign_in("editor")
    page.goto("/desk/calendar/?show=agenda")
    move = page.get_by_role("link", name=re.compile(f"^Move ?: {TITLE}"))
    if not move.count():  # the month has ended meanwhile
        page.locator("a[rel=next]").click()
    move.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(f"Move “{TITLE}”")
