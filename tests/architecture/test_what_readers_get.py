"""Whatever readers are shown begins with ``visible_to``: no second way to find posts and pages."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "blog"
SURFACES = [
    "accounts/selectors/*.py",
    "accounts/services/*.py",
    "accounts/templatetags/*.py",
    "accounts/views/*.py",
    "comments/presenters.py",
    "comments/selectors/*.py",
    "comments/services/*.py",
    "comments/templatetags/*.py",
    "comments/views/*.py",
    "content/feeds.py",
    "content/models/*.py",
    "content/presenters/*.py",
    "content/selectors/*.py",
    "content/site_files.py",
    "content/sitemaps.py",
    "content/templatetags/*.py",
    "content/views.py",
    "publishing/selectors/corrections.py",
    "publishing/templatetags/*.py",
    "publishing/views/corrections.py",
    "publishing/views/preview.py",
    "web/**/*.py",
]
FILES = sorted({file for pattern in SURFACES for file in SOURCE.glob(pattern)})

PAGES = {"Page", "SitePage", "HomePage", "PostIndexPage", "PostPage", "SectionPage", "StandardPage"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# Words of the queryset that ask who reads, or begin with what was found by one that does.
ASK = {"visible_to", "published_at", "found_before", "of"}
SAY_LIVE = {"live", "not_live", "public", "current"}

# Elsewhere, by place: why it is right there.
ALLOWED = {
    "content/selectors/sections.py: open_pages": "the word for pages that are no posts",
    "comments/selectors/replies.py: get_replies_waiting": "of one's own posts, those with readers",
    "content/selectors/beside.py: _alike": "how far is looked; the posts are those readers may read",
    "content/models/post.py: _ask_for_readers": "its own row, as it was before it is saved",
}


def chain_of(node):
    """Return the names of a chain such as ``PostPage.objects.live().filter()``, first to last."""
    names = []
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            names.append(node.id if isinstance(node, ast.Name) else "")
            return names[::-1]


def other_ways(text):
    """Yield the function and what in it finds posts or pages past ``visible_to``."""
    tree = ast.parse(text)
    inside = {}
    for outer in ast.walk(tree):
        if isinstance(outer, ast.FunctionDef):
            for node in ast.walk(outer):
                inside[node] = outer.name
    longest = set()
    for node in ast.walk(tree):  # from the outside in: a chain is seen whole first
        if isinstance(node, ast.Call) and node not in longest:
            longest |= {part for part in ast.walk(node.func) if isinstance(part, ast.Call)}
            if found := _in_chain(chain_of(node)):
                yield inside.get(node, ""), found
        if isinstance(node, ast.keyword) and (node.arg or "").split("__")[-1] == "live":
            yield inside.get(node, ""), f"{node.arg}="


def _in_chain(names):
    root, rest = names[0], names[1:]
    asks = ASK & set(rest)
    if root in PAGES and rest[:1] and rest[0] in MANAGERS:
        return "" if asks else ".".join(names)
    if root == "Tag":  # their "public" is a word of their own
        return ""
    return ".".join(names) if SAY_LIVE & set(rest) and not asks else ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_readers_get_posts_by_one_queryset(file):
    place = file.relative_to(SOURCE)
    found = [
        f"{place}: {function}: {what}"
        for function, what in other_ways(file.read_text())
        if f"{place}: {function}" not in ALLOWED
    ]
    assert found == []


def test_every_exception_is_still_needed():
    used = {
        f"{file.relative_to(SOURCE)}: {function}"
        for file in FILES
        for function, _what in other_ways(file.read_text())
    }
    assert set(ALLOWED) - used == set()


@pytest.mark.parametrize(
    "planted",
    [
        "PostPage.objects.live()",
        "PostPage.objects.all()",
        "PostPage.objects.filter(slug=slug).newest_first()",
        "PostPage.objects.filter(live=True)",
        "PostPage.objects.exclude(live=False).in_language('en')",
        "PostPage.objects.select_related('section').get(pk=pk)",
        "PostPage._default_manager.first()",
        "PostPage.objects.current().filter(pk=pk)",
        "Page.objects.live().public()",
        "Page.objects.get(url_path=path).specific",
        "SectionPage.objects.child_of(home).live()",
        "home.get_children().live()",
        "home.get_descendants().public().specific()",
        "model.objects.live()",
        "section.posts.filter(live=True)",
        "Q(post__live=True)",
        "len(list(PostPage.objects.live()))",
        "Comment.objects.filter(post__in=PostPage.objects.all())",
    ],
)
def test_another_way_is_found(planted):
    assert list(other_ways(f"def show(request):\n    return {planted}\n")) != []


@pytest.mark.parametrize(
    "planted",
    [
        "PostPage.objects.visible_to(user).newest_first()",
        "PostPage.objects.select_related('section').visible_to(None)",
        "PostPage.objects.found_before(pks).for_cards()",
        "Comment.objects.filter(post__in=PostPage.objects.visible_to(person))",
        "Tag.objects.public()",
        "open_pages(SectionPage).filter(slug=slug)",
    ],
)
def test_the_one_way_is_not_complained_about(planted):
    assert list(other_ways(f"def show(request):\n    return {planted}\n")) == []
