"""Reading settings: applied at once, kept in the browser, there before the first paint."""

from playwright.sync_api import expect


def test_a_choice_is_kept(page):
    page.goto("/about/")
    html = page.locator("html")

    page.get_by_role("button", name="Reading settings").or_(
        page.locator("summary", has_text="Aa")
    ).first.click()
    page.get_by_label("Dark").check()
    expect(html).to_have_attribute("data-theme", "dark")

    page.goto("/")
    expect(html).to_have_attribute("data-theme", "dark")
    assert page.context.cookies() == []
