"""Every address of the project, asked by a stranger: what caches may keep, and what it costs.

An address that is not listed here fails: say whether it is the same for everybody.
"""

import re
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from blog.accounts.models import Profile
from blog.content.models import FrontPagePick, PostPage, SectionPage, StandardPage, Tag
from blog.content.services import renditions
from blog.operations.services import generated
from tests import factories


@dataclass(frozen=True)
class Public:
    """An address that is the same for everybody, and the queries that it takes."""

    path: str
    queries: int
    status: int = 200


@dataclass(frozen=True)
class Private:
    """An address that no cache may keep."""

    path: str


# Folders in which nothing is public.
PRIVATE_FOLDERS = ("admin/", "accounts/", "comments/", "desk/")

ADDRESSES: dict[str, list[Public | Private]] = {
    "livez": [Private("/livez")],
    "readyz": [Private("/readyz")],
    "favicon": [Public("/favicon.ico", 0, status=302)],
    "manifest": [Public("/manifest.webmanifest", 1)],
    "robots": [Public("/robots.txt", 0)],
    "security": [Public("/.well-known/security.txt", 1)],
    "sitemap": [Public("/sitemap.xml", 1)],
    "sitemap_part": [
        Public("/sitemaps/posts-1.xml", 5),
        Public("/sitemaps/pages-1.xml", 5),
        Public("/sitemaps/lists-1.xml", 3),
    ],
    "media": [Public("/media/{rendition}", 0), Private("/media/images/none.jpg")],
    "document": [Private("{document}"), Private("/documents/0/notes.txt")],
    "publishing:shared_preview": [Private("/preview/none/")],
    "wagtaildocs_serve": [Private("{document}")],
    "wagtaildocs_authenticate_with_password": [Private("/documents/authenticate_with_password/1/")],
    "accounts:public_profile": [
        Public("/people/ada/", 6),
        Public("/people/Ada/", 3, status=301),
        Private("/people/nobody/"),
    ],
    "accounts:reading_gate": [Private("/_util/login/")],
    "wagtailcore_login": [Private("/_util/login/")],
    "wagtailcore_authenticate_with_password": [
        Private("/_util/authenticate_with_password/{restriction}/{closed}/")
    ],
    "content:tag": [
        Public("/tags/{tag}/", 3),
        Public("/tags/{tag}/?page=2", 3),
        Private("/tags/internal-later/"),
        Private("/tags/none/"),
    ],
    "content:author": [Public("/authors/ada-baker/", 5), Private("/authors/none/")],
    "content:series": [Public("/series/sourdough/", 3)],
    "corrections:all": [Public("/corrections/", 4)],
    "corrections:difference": [
        Public("/corrections/{correction}/", 4),
        Private("/corrections/0/"),
    ],
    "corrections:feed": [Public("/corrections/atom.xml", 4)],
    "comments:feed": [Public("/feeds/comments/atom.xml", 4)],
    "comments:post_feed": [
        Public("/feeds/comments/{rye}/atom.xml", 3),
        Private("/feeds/comments/{closed}/atom.xml"),
    ],
    "content:feeds": [Public("/feeds/", 5)],
    "content:feed": [Public("/feeds/rss.xml", 2), Public("/feeds/feed.json", 2)],
    "content:subject_feed": [
        Public("/feeds/tag/{tag}/atom.xml", 3),
        Private("/feeds/tag/none/atom.xml"),
    ],
    "content:search": [
        Public("/search/", 1),
        Public("/search/?q=reader", 4),
        Private("/search/?from=2026-02-01&to=2026-01-01"),
    ],
    "content:archive": [Public("/archive/", 3)],  # one more for each year
    "content:archive_year": [Public("/archive/2020/", 1)],
    "content:archive_month": [Public("/archive/2020/2/", 1), Private("/archive/2020/13/")],
    "wagtail_serve": [
        Public("/", 3),
        Public("/?page=2", 3),
        Public("/de/", 4),
        Public("/posts/", 3),
        Public("/posts/?page=2", 3),
        Public("/bread/", 3),
        Public("/about/", 2),
        Public("/posts/rye/", 2),
        Public("/posts/generated-9/", 2),
        Private("/posts/closed/"),
        Private("/posts/draft/"),
        Private("/nothing/"),
        Private("/de/nichts/"),
        Private("/posts/?page=999"),
    ],
}


def every_address(resolver=None, route="", spaces=()):
    """Yield each route of the project and its name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield here, ":".join([*spaces, pattern.name or f"without a name: {here}"])
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from every_address(pattern, here, inner)


IN_PRIVATE_FOLDERS = sorted(
    {route for route, _name in every_address() if route.startswith(PRIVATE_FOLDERS)}
)
ELSEWHERE = sorted(
    {name for route, name in every_address() if not route.startswith(PRIVATE_FOLDERS)}
)


@pytest.fixture
def world(db, settings):
    """One page of each type, a post with everything, two dozen more; the cache of production."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_entries",
        },
    }
    call_command("createcachetable", verbosity=0)
    image = factories.make_image(size=(640, 400))
    person = factories.make_user("ada@example.org", first_name="Ada")
    Profile.objects.filter(user=person).update(is_public=True)
    ada = factories.make_author("Ada Baker", picture=image, user=person)
    ben = factories.make_author("Ben Miller", picture=image)
    section, series = factories.make_section("Bread"), factories.make_series("Sourdough")
    picture = {
        "image": {"image": image.pk, "alt_text": "A loaf", "decorative": False},
        "caption": "",
    }
    body = [("paragraph", "<p>A reader.</p>"), ("image", picture)]
    rye = factories.make_post(
        "Rye",
        body=body,
        authors=[ada, ben],
        tags=["bread", "rye", "#later"],
        section=section,
        series=series,
        series_position=1,
        hero_image=image,
        hero_alt="A loaf",
    )
    factories.get_home().add_child(instance=StandardPage(title="About", slug="about"))
    factories.make_post("Draft", live=False)
    closed = factories.make_post("Closed")
    restriction = closed.view_restrictions.create(restriction_type="password", password="x")
    home = factories.get_home()
    home.picks = [FrontPagePick(post=rye)]
    home.save()
    german = factories.make_german_home()
    renditions.prepare_for_page(page_id=rye.pk)
    document = factories.make_document("notes.txt")
    grow(image, series)
    return {
        "rendition": image.renditions.first().file.name,
        "document": document.url,
        "restriction": restriction.pk,
        "closed": closed.pk,
        "german": german.pk,
        "rye": PostPage.objects.get(slug="rye").pk,
        "tag": Tag.objects.get(name="bread").slug,
        "correction": factories.make_correction(rye).pk,
    }


def grow(image, series):
    """Add two dozen posts that have what cards and feeds show."""
    generated.add_posts(number=24)
    PostPage.objects.filter(slug__startswith="generated-").update(
        hero_image=image, section=SectionPage.objects.first()
    )


def everywhere(world):
    """Yield each listed address, expectation first."""
    for places in ADDRESSES.values():
        for place in places:
            yield place, place.path.format_map(world)


def ask(client, path, **headers):
    return client.get(path, headers=headers)


def wrong_with_public(response, status):
    control, vary = response.get("Cache-Control", ""), response.get("Vary", "").lower()
    if response.status_code != status:
        yield f"answers {response.status_code}"
    if "public" not in control or "private" in control or "no-store" in control:
        yield f"is not public: {control}"
    if response.cookies:
        yield f"sets {list(response.cookies)}"
    if "cookie" in vary:
        yield f"varies on {vary}"


def wrong_with_private(response):
    control = response.get("Cache-Control", "")
    if response.status_code >= 500:
        yield f"answers {response.status_code}"
    if "no-store" not in control or "public" in control:
        yield f"may be kept: {control}"


def test_each_address_is_listed_with_what_is_expected_of_it():
    assert sorted(ADDRESSES) == ELSEWHERE


def test_public_addresses_are_public_and_nothing_else_is(client, world):
    problems = []
    for place, path in everywhere(world):
        response = ask(client, path)
        wrong = (
            wrong_with_public(response, place.status)
            if isinstance(place, Public)
            else wrong_with_private(response)
        )
        problems += [f"{path} {line}" for line in wrong]

    assert not problems, "\n".join(problems)


def test_no_public_answer_names_a_tag_of_the_teams_own(client, world):
    later = Tag.objects.get(name="#later")
    named = {
        path: response["Cache-Tag"].split(",")
        for place, path in everywhere(world)
        if isinstance(place, Public) and (response := ask(client, path)).has_header("Cache-Tag")
    }

    assert len(named) > 20
    assert [
        p for p, tags in named.items() if any(t.endswith(f"tag:{later.pk}") for t in tags)
    ] == []


def test_an_editor_gets_the_bytes_that_a_stranger_gets(client, world, ed):
    paths = [path for place, path in everywhere(world) if isinstance(place, Public)]
    as_stranger = {path: body_of(ask(client, path)) for path in paths}
    client.force_login(ed)

    assert [path for path in paths if body_of(ask(client, path)) != as_stranger[path]] == []


def test_a_part_of_a_public_page_is_as_public_and_not_mixed_up_with_it(client, world):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for path in ["/", "/posts/", "/tags/bread/", "/search/?q=reader", "/archive/2020/"]:
        response = ask(client, path, **headers)

        assert list(wrong_with_public(response, 200)) == [], path
        assert "HX-Request" in response["Vary"]
        assert "<html" not in response.text


@pytest.mark.parametrize("folder", PRIVATE_FOLDERS)
def test_nothing_in_a_private_folder_may_be_kept(client, db, folder):
    problems = []
    for route in IN_PRIVATE_FOLDERS:
        if route.startswith(folder):
            path = f"/{filled(route)}"
            problems += [f"{path} {line}" for line in wrong_with_private(ask(client, path))]

    assert not problems, "\n".join(problems)


def filled(route):
    """Return an address for a route, its variables made up."""
    values = {"int": "1", "uuid": "5f2a1fb6-8b5a-4a6c-9d2e-0d5c8a1b2c3d"}
    path = re.sub(r"<(?:(\w+):)?\w+>", lambda found: values.get(found[1] or "", "x"), route)
    path = re.sub(r"\(\?P<\w+>", "(", path)
    path = re.sub(r"\((?:\\d\+|\[0-9\]\+)\)", "1", path)
    return re.sub(r"\([^()]*\)", "x", path).replace("^", "").replace("$", "").replace("\\", "")


def test_what_a_public_page_costs_is_known_and_does_not_grow(client, world):
    """With the cache in the database, as in production: an entry that is read is a query, too."""
    budgets = {
        path: place.queries for place, path in everywhere(world) if isinstance(place, Public)
    }
    few = {path: queries(client, path) for path in budgets}
    rye = PostPage.objects.get(slug="rye")
    grow(rye.hero_image, rye.series)
    many = {path: queries(client, path) for path in budgets}

    off = [
        f"{path} takes {few[path]}, then {many[path]} queries; expected were {budget}"
        for path, budget in budgets.items()
        if (few[path], many[path]) != (budget, budget)
    ]

    assert not off, "\n".join(off)


def queries(client, path):
    ask(client, path)  # whatever a process learns once
    with CaptureQueriesContext(connection) as captured:
        response = ask(client, path)
    body_of(response)
    return len(captured)


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content
