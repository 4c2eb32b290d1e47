"""Importing: once, in order, with its pictures, and never more public than it was."""

from io import BytesIO

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.content.models import Author, PostPage, SectionPage, SiteImage, StandardPage, Tag
from blog.portability.formats import full_size
from blog.portability.services import loading
from blog.portability.services.media import MediaSource
from blog.portability.wordpress import read_export
from tests import factories
from tests.factories import picture_file
from tests.portability.test_wordpress import HEAD, item
from tests.portability.test_wordpress_comments import comment
from tests.support import two_workers

PICTURE = "https://old.example/wp-content/uploads/2024/loaf.jpg"

FILE = (
    HEAD
    + item(
        id="2",
        title="Child",
        slug="child",
        type="page",
        link="https://old.example/parent/child/",
        extra="<wp:post_parent>1</wp:post_parent>",
    )
    + item(id="1", title="Parent", slug="parent", type="page", link="https://old.example/parent/")
    + item(
        id="3",
        content=f'<p>Bread.</p><figure><img src="{PICTURE.replace(".jpg", "-300x200.jpg")}" alt="A loaf"></figure>',
        extra='<category domain="category" nicename="bread">Bread</category>'
        '<category domain="post_tag" nicename="sour">Sour</category>'
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>",
    )
    + item(id="4", title="Secret", slug="secret", status="private")
    + item(
        id="9",
        title="Loaf",
        type="attachment",
        status="inherit",
        extra=f"<wp:attachment_url>{PICTURE}</wp:attachment_url>",
    )
    + "</channel></rss>"
)


@pytest.fixture
def uploads(tmp_path):
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024/loaf.jpg").write_bytes(picture_file().read())
    return MediaSource(folder=tmp_path)


def run(media=None, **options):
    site = read_export(BytesIO(FILE.encode()))
    return loading.load(site=site, media=media or MediaSource(), **options)


def test_everything_comes_in_once(db, uploads):
    first = run(uploads)
    before = Page.objects.count(), SiteImage.objects.count(), Redirect.objects.count()
    second = run(uploads)

    assert first.problems == []
    assert first.created == {
        "posts": 2,
        "pages": 2,
        "drafts": 1,
        "pictures": 1,
        "authors": 1,
        "sections": 1,
        "tags": 1,
        "redirects": 1,
    }
    assert second.created == {}
    assert second.already_here == {"posts": 2, "pages": 2}
    assert before == (Page.objects.count(), SiteImage.objects.count(), Redirect.objects.count())


def test_a_post_keeps_what_it_had(db, uploads):
    run(uploads)
    post = PostPage.objects.get(slug="rye")

    assert post.first_published_at.isoformat() == "2024-05-01T10:00:00+00:00"
    assert [line.author.name for line in post.bylines.all()] == ["Ada B."]
    assert post.section.title == "Bread"
    assert [tag.name for tag in post.tags.all()] == ["Sour"]
    assert post.hero_image.title == "Loaf"
    assert [block.block_type for block in post.body] == ["paragraph", "image"]
    assert post.body[1].value["image"].contextual_alt_text == "A loaf"


def test_pages_keep_their_place_in_the_tree(db):
    run()

    assert StandardPage.objects.get(slug="child").get_parent().slug == "parent"


def test_old_addresses_lead_to_the_new_ones(client, db):
    run()

    answer = client.get("/2024/05/rye/")
    assert (answer.status_code, answer["Location"]) == (301, "/posts/rye/")


def test_what_was_private_is_a_draft(db):
    run()

    assert not PostPage.objects.get(slug="secret").live


def test_everything_can_come_in_as_drafts(db):
    run(everything_as_draft=True)

    assert not PostPage.objects.visible_to(None).exists()
    assert not Redirect.objects.exists()


def test_a_rehearsal_keeps_nothing_and_tells_the_same(db, uploads):
    before = Page.objects.count()
    rehearsed = run(uploads, dry_run=True)

    assert Page.objects.count() == before
    assert not Author.objects.exists()
    assert not SectionPage.objects.exists()
    assert not SiteImage.objects.exists()
    assert rehearsed.created == run(uploads).created


def test_a_picture_out_of_reach_becomes_a_link(db):
    report = run()
    post = PostPage.objects.get(slug="rye")

    assert report.left_out["pictures out of reach (links to them were kept)"] == 1
    assert PICTURE in str(post.body[1].value.source)


def test_one_text_that_fails_stops_no_other(db, monkeypatch):
    real = loading._Loader._post

    def fails_for_rye(self, text):
        if text.slug == "rye":
            raise ValueError("a broken loaf")
        return real(self, text)

    monkeypatch.setattr(loading._Loader, "_post", fails_for_rye)
    report = run()

    assert report.problems == ["post 3 “Rye”: a broken loaf"]
    assert StandardPage.objects.filter(slug="parent").exists()
    assert not PostPage.objects.filter(slug="rye").exists()


def fail_for_the_comments_on_rye(monkeypatch):
    real = loading.comments.bring

    def fails_for_rye(*, texts, records):
        if any(text.slug == "rye" for text, _post in texts):
            raise ValueError("a broken loaf")
        real(texts=texts, records=records)

    monkeypatch.setattr(loading.comments, "bring", fails_for_rye)


def test_posts_that_cannot_be_written_together_are_written_one_by_one(db, monkeypatch):
    fail_for_the_comments_on_rye(monkeypatch)
    file = FILE.replace(
        "</channel>",
        item(id="5", title="Oats", slug="oats") + item(id="6", slug="wheat") + "</channel>",
    )
    site = read_export(BytesIO(file.encode()))
    report = loading.load(site=site, media=MediaSource())

    assert report.problems == ["post 3 “Rye”: a broken loaf"]
    assert report.created["posts"] == 3
    assert not PostPage.objects.filter(slug="rye").exists()
    for post in PostPage.objects.filter(slug__in=["oats", "wheat"]):
        assert post.live
        assert post.live_revision.pk == post.releases.get().revision_id == post.latest_revision_id
    assert PostPage.objects.visible_to(None).count() == 2


def test_comments_that_cannot_be_added_to_a_post_that_is_here_stop_nothing(db, monkeypatch):
    run()
    fail_for_the_comments_on_rye(monkeypatch)
    file = FILE.replace("</channel>", item(id="5", title="Oats", slug="oats") + "</channel>")
    site = read_export(BytesIO(file.encode()))
    report = loading.load(site=site, media=MediaSource())

    assert report.problems == ["post 3 “Rye”: a broken loaf"]
    assert PostPage.objects.filter(slug="oats", live=True).exists()


def test_a_slug_that_somebody_took_meanwhile_stays_theirs(db, monkeypatch):
    def somebody_writes(self, text):
        if text.slug == "rye":
            factories.make_post("Rye", slug="rye")

    monkeypatch.setattr(loading.Pictures, "bring", somebody_writes)
    report = run()

    assert report.problems == []
    slugs = PostPage.objects.filter(title="Rye").order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["rye", "rye-2"]


def test_two_imports_at_once_bring_nothing_twice(db, uploads, monkeypatch):
    """The second one comes where the first has looked what is here, and has not written it."""
    real, others = loading.Pictures._picture, []

    def another_import_comes(self, picture):
        if not others:
            others.append(None)
            others[0] = run(uploads)
        return real(self, picture)

    monkeypatch.setattr(loading.Pictures, "_picture", another_import_comes)
    report = run(uploads)

    assert (report.problems, others[0].problems) == ([], [])
    assert SiteImage.objects.count() == 1
    assert PostPage.objects.count() == 2
    assert StandardPage.objects.count() == 2
    assert report.created + others[0].created == {
        "posts": 2,
        "pages": 2,
        "drafts": 1,
        "pictures": 1,
        "authors": 1,
        "sections": 1,
        "tags": 1,
        "redirects": 1,
    }


def test_two_imports_at_the_same_moment_bring_nothing_twice(shared_database):
    """Each holds the others off while it looks what is here and writes what is not."""
    reports = two_workers.at_once(run)

    assert [report.problems for report in reports] == [[], []]
    assert sum(report.created["posts"] for report in reports) == PostPage.objects.count() == 2
    assert StandardPage.objects.count() == 2


@pytest.mark.parametrize("model", [Tag, SectionPage, Author])
def test_a_term_that_is_deleted_meanwhile_is_made_again(db, monkeypatch, model):
    real = loading._Loader._write_posts

    def somebody_deletes_it_first(self, new):
        for one in model.objects.all():
            one.delete()
        monkeypatch.setattr(loading._Loader, "_write_posts", real)
        real(self, new)

    monkeypatch.setattr(loading._Loader, "_write_posts", somebody_deletes_it_first)
    report = run()
    post = PostPage.objects.get(slug="rye")

    assert report.problems == []
    assert [line.author.name for line in post.bylines.all()] == ["Ada B."]
    assert post.section.title == "Bread"
    assert [tag.name for tag in post.tags.all()] == ["Sour"]


def test_a_batch_is_as_short_as_its_conversations_are_long(db, monkeypatch):
    monkeypatch.setattr(loading, "MOST_COMMENTS", 3)
    asked = []
    monkeypatch.setattr(loading.comments, "bring", lambda *, texts, records: asked.append(texts))
    items = [
        item(
            id=str(number),
            slug=f"p{number}",
            extra="".join(comment(id=f"{number}{one}") for one in range(said)),
        )
        for number, said in enumerate([1, 2, 1, 5, 0, 0], 20)
    ]
    site = read_export(BytesIO((HEAD + "".join(items) + "</channel></rss>").encode()))
    loading.load(site=site, media=MediaSource())

    written = [[text.slug for text, _post in texts] for texts in asked if texts]
    assert written == [["p20", "p21"], ["p22"], ["p23"], ["p24", "p25"]]


def test_a_folder_is_never_left(tmp_path):
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (tmp_path / "uploads").mkdir()
    media = MediaSource(folder=tmp_path / "uploads")

    assert media.find(url="https://old.example/uploads/../secret.jpg") is None
    assert media.find(url="https://old.example/uploads/%2e%2e/secret.jpg") is None


@pytest.mark.parametrize(
    ("shown", "original"),
    [
        ("https://a/b-1024x683.jpg", "https://a/b.jpg"),
        ("https://a/b-scaled.png?w=3", "https://a/b.png"),
        ("https://a/b-2x.jpg", "https://a/b-2x.jpg"),
    ],
)
def test_a_resized_picture_is_known_by_its_original(shown, original):
    assert full_size(shown) == original
