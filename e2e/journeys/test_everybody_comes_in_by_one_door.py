"""The site and the editors' pages have one door; who has no access is told so."""

import re

from playwright.sync_api import expect

from e2e.support.door import come_in


def test_an_editor_reaches_the_editors_pages(page):
    come_in(page, "editor@demo.example", then="/admin/")

    expect(page).to_have_url(re.compile(r"/admin/$"))


def test_a_reader_is_told_and_not_sent_in_circles(page, sign_in):
    sign_in("reader", then="/")
    answer = page.goto("/admin/")

    assert answer.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot see this page")


def test_a_stranger_is_led_to_the_door(page):
    page.goto("/admin/pages/")

    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/admin/"))
