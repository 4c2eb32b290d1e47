"""Posts that come in many at a time leave in every table what one post leaves that is published alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db.models import DateTimeField, Model

from blog.content.models import Byline, PostIndexPage, PostPage, SearchEntry, Tag
from blog.content.services import indexing
from blog.content.services import many_posts as many
from blog.publishing.services import many_posts, release
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2019, 4, 1, 8, tzinfo=UTC)
BODY = [
    {
        "type": "paragraph",
        "value": '<p>See <a href="/posts/other/">the other</a>.</p>',
        "id": "5c1b1f0e-7d6a-4b0e-9a53-0f3c4b7f0001",
    }
]
# What is new at every saving: numbers, moments, places in the tree, names that nobody chose.
ITS_OWN = {"id", "pk", "path", "translation_key", "uuid", "numchild"}
ITS_OWN |= {
    "content_path",
    "content_path_hash",
}  # of Wagtail's references: they have a row's number
POINTS_AT_IT = re.compile(
    "^(content_|base_|live_|latest_)?(post|page|page_ptr|object|subject|revision)(_id)?$"
)
# Many are told of in one go: fewer tasks, one change of everything instead of many. A word is
# learned once, with whatever post it comes.
OTHERWISE = {"DBTaskResult", "PageChange", "CacheEntry", "SearchWord"}


def rows() -> dict[type[Model], dict[Any, Model]]:
    return {
        model: {row.pk: row for row in model._base_manager.all()}
        for model in apps.get_models()
        if model._meta.managed and model.__name__ not in OTHERWISE
    }


def plain(value: Any, names: dict[str, str], key: str = "") -> Any:
    """Put names in the place of numbers and addresses that differ from post to post."""
    if isinstance(value, dict):
        return {name: plain(one, names, name) for name, one in value.items() if name not in ITS_OWN}
    if isinstance(value, list):
        return [plain(one, names) for one in value]
    if POINTS_AT_IT.match(key) and str(value) in names:
        return names[str(value)]
    return re.sub(r"alone|many|(?<=^social/)\d+", "ITS", value) if isinstance(value, str) else value


def what_is_new(before, post) -> dict[str, list[dict[str, Any]]]:
    post.refresh_from_db()
    names = {str(post.pk): "POST", str(post.latest_revision_id): "VERSION"}
    return {name: sorted(found, key=repr) for name, found in _new(before, names) if found}


def _new(before, names) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for model, now in rows().items():
        yield (
            model.__name__,
            [
                {
                    field.attname: plain(getattr(row, field.attname), names, field.attname)
                    for field in model._meta.concrete_fields
                    if field.attname not in ITS_OWN | {"body"} and not _is_a_moment(field, row)
                }
                for pk, row in now.items()
                if pk not in before[model]
            ],
        )


def _is_a_moment(field, row) -> bool:
    """Moments of this very second; those of the old site are the same."""
    return isinstance(field, DateTimeField) and getattr(row, field.attname) != AT


def post(slug, **more) -> PostPage:
    return PostPage(title="A post", slug=slug, summary="Short.", body=BODY, live=False, **more)


def test_it_leaves_what_one_leaves_that_is_published_alone(django_capture_on_commit_callbacks):
    index = PostIndexPage.objects.get(locale__language_code="en")
    ada, tag = factories.make_author("Ada"), Tag.objects.create(name="Bread")

    before = rows()
    with django_capture_on_commit_callbacks(execute=True):
        alone = post("alone", bylines=[Byline(author=ada, sort_order=0)])
        PostIndexPage.objects.get(pk=index.pk).add_child(instance=alone)
        alone.tags.add(tag)
        alone.save()
        release.publish_now(page=alone, by=None, at=AT)
        indexing.index_post(post_id=alone.pk)
    one = what_is_new(before, alone)

    before = rows()
    with django_capture_on_commit_callbacks(execute=True):
        [of_many] = many.insert(parent=index, new=[many.NewPost(post("many"), [ada.pk], [tag.pk])])
        many_posts.bring_in(posts=[of_many], by=None, public={of_many.pk: AT})
        indexing.index_posts(post_ids=[of_many.pk])
    other = what_is_new(before, of_many)

    assert {"Revision", "Release", "Entry", "PublicAddress", "TypedLink", "Byline"} <= one.keys()
    assert other == one
    assert PostPage.objects.visible_to(None).filter(pk=of_many.pk).exists()
    assert SearchEntry.objects.filter(pk=of_many.pk).exists()
