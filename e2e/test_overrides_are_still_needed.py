"""Without this site's scripts and styles Wagtail's pages still fail. Where one does not, an override can go."""

import pytest
from playwright.sync_api import expect

from e2e.support import axe

# What axe finds at each place when an override of ``blog/admin/overrides.py`` is away.
WITHOUT = {
    "/admin/pages/{every-shape-a-page-can-take}/edit/": {
        "rich text": ("aria-input-field-name", 'aria-describedby="placeholder-'),
        "table cells": ("label", "table-cell-0-0"),
    },
    "/admin/pages/": {"list of pages": ("td-has-header", ".listing")},
    "/admin/images/multiple/add/": {"many files": ("label", "#fileupload")},
    "/admin/images/1/": {"tags": ("label", "ui-autocomplete-input")},
}


@pytest.mark.parametrize("path", WITHOUT)
def test_wagtail_still_fails_without(path, site, page, sign_in):
    for ours in ("js/admin/names", "css/admin"):
        page.route(f"**/{ours}*", lambda route: route.fulfill(status=200, body=""))
    sign_in("editor", then="/accounts/")
    page.goto(site.filled(path), wait_until="networkidle")
    expect(page.locator('[data-controller="start-widget"]')).to_have_count(0)
    if "edit" in path:
        page.locator(".public-DraftEditor-content").first.wait_for()

    found = axe.violations(page, axe.NEEDED)

    for override, (rule, where) in WITHOUT[path].items():
        of_rule = [line for line in found if line.startswith(f"{rule} ")]
        assert any(where in line.replace("div[", "[") for line in of_rule), (
            f"Wagtail has mended “{override}”: take the override away, and its line here.\n{found}"
        )


def test_wagtails_bar_still_hides_its_search(site, page, sign_in):
    page.set_viewport_size({"width": 320, "height": 640})
    page.route("**/css/admin*", lambda route: route.fulfill(status=200, body=""))
    sign_in("editor", then="/accounts/")
    page.goto(site.url + "/admin/images/", wait_until="networkidle")

    assert page.get_by_role("textbox", name="Search").bounding_box()["x"] < 0, (
        "Wagtail has mended “narrow bars”: take the override away, and this test."
    )
