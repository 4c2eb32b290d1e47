"""What a first visit may cost: bytes as they travel, requests, cookies, other hosts, movement."""

import pytest

from e2e.support.complaints import Complaints
from e2e.support.site import Site

PICTURES = (".avif", ".webp", ".jpg", ".png", ".svg", ".ico")


@pytest.fixture(scope="module")
def as_served(tmp_path_factory):
    """The address of a site with its page cache, which also compresses."""
    running = Site(tmp_path_factory.mktemp("as-served"), PAGE_CACHE="on")
    yield running.url
    running.stop()


@pytest.fixture
def complaints(as_served):
    return Complaints(as_served)


@pytest.fixture
def visit(page, as_served):
    def go(path):
        answers = []
        page.on("response", lambda response: answers.append(response))
        page.goto(as_served + path, wait_until="load")
        sizes = {}
        for answer in answers:
            kind = answer.request.resource_type
            body = answer.request.sizes()["responseBodySize"]
            sizes.setdefault(kind, []).append((answer.url, body))
        return sizes

    return go


def total(sizes, *kinds):
    return sum(body for kind in kinds for _url, body in sizes.get(kind, []))


@pytest.mark.parametrize("path", ["/", "/posts/the-verb-is-the-engine/"])
def test_a_first_visit_is_light(path, visit, page):
    sizes = visit(path)

    before_pictures = ("document", "stylesheet", "script", "font")
    assert sum(len(sizes.get(kind, [])) for kind in before_pictures) == 3
    assert total(sizes, "stylesheet") <= 8_192
    assert total(sizes, "script") <= 4_608
    assert total(sizes, *before_pictures) <= 20_000
    assert page.context.cookies() == []


def test_nothing_moves(page, as_served):
    page.add_init_script(
        """window.shifts = 0; new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({type: "layout-shift", buffered: true})"""
    )
    page.goto(as_served + "/posts/a-publication-you-can-finish/", wait_until="load")

    assert page.evaluate("window.shifts") == 0


def test_pictures_name_their_size_and_wait_their_turn(page, as_served):
    page.goto(as_served + "/posts/a-publication-you-can-finish/")
    pictures = page.locator("main img")
    facts = pictures.evaluate_all(
        "all => all.map(i => [i.hasAttribute('width') && i.hasAttribute('height'), i.loading, i.fetchPriority])"
    )

    assert all(sized for sized, _loading, _priority in facts)
    assert [priority for _s, _l, priority in facts].count("high") == 1
    assert all(loading == "lazy" for _s, loading, priority in facts if priority != "high")
    assert "avif" in page.locator("main picture source").first.get_attribute("type")
