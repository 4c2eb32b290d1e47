"""Makes more of the world when the fixed one is not enough, with the models people use."""

from datetime import UTC, datetime
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.models import Locale

from blog.accounts.models import User
from blog.comments.models import Comment
from blog.comments.rules import threads as threads_of
from blog.comments.services.freshness import thread_changed
from blog.content.models import (
    Author,
    Byline,
    HomePage,
    PostIndexPage,
    PostPage,
    SectionPage,
    Series,
    SiteImage,
    Tag,
)
from blog.publishing.models import Change, Release
from blog.publishing.services import gate, release

A_DAY = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def make_user(email, *, roles=(), password=None, **fields):
    """Return an account in these roles' groups."""
    user = User.objects.create_user(email, password, **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def get_ada():
    """Return Ada, an author: the one who is there, or a new one."""
    there = User.objects.filter(email="ada@example.com").first()
    return there or make_user("ada@example.com", first_name="Ada", roles=["Author"])


def get_home():
    """Return the front page that the first migration makes."""
    return HomePage.objects.get(locale=Locale.get_default())


def make_german_home():
    """Return the front page in German, live and empty."""
    german, _made = Locale.objects.get_or_create(language_code="de")
    home = get_home().copy_for_translation(german)
    home.slug, home.title, home.live = "home-de", "Startseite", True
    home.save()
    return home


def make_document(name="notes.txt", content=b"Three hours, then cold."):
    """Return a document that anybody may have."""
    document = get_document_model()(title=name, file=ContentFile(content, name=name))
    document.save()
    return document


def make_section(title="Bread", **fields):
    """Return a live section under the front page."""
    return get_home().add_child(instance=SectionPage(title=title, **fields))


def make_author(name="Ada Baker", **fields):
    """Return an author."""
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    return Author.objects.create(name=name, **fields)


def make_series(name="Sourdough, step by step", **fields):
    """Return a series."""
    fields.setdefault("slug", name.lower().replace(" ", "-").replace(",", ""))
    return Series.objects.create(name=name, **fields)


def make_tag(name="bread"):
    """Return a tag; a name that begins with # is internal."""
    return Tag.objects.get_or_create(name=name)[0]


def make_post(
    title="A post", *, body=(), live=True, published=A_DAY, authors=(), tags=(), **fields
):
    """Return a post. ``body`` is a list of pairs (block type, value) in the form that is stored."""
    stream = [{"type": kind, "value": value} for kind, value in body]
    post = PostPage(title=title, live=False, body=stream, **fields)
    post.bylines = [Byline(author=author, sort_order=place) for place, author in enumerate(authors)]
    PostIndexPage.objects.get(locale=Locale.get_default()).add_child(instance=post)
    if tags:
        post.tags.add(*(make_tag(tag) if isinstance(tag, str) else tag for tag in tags))
        post.save()
    if live:
        release.publish_now(page=post, by=None, at=published)
        post = PostPage.objects.get(pk=post.pk)
    return post


def publish(post):
    """Make a post's text public as it is in memory, without a review."""
    return release.publish_now(page=post, by=None)


def make_correction(post):
    """Correct the summary of a post that readers have; return the release."""
    now = post.live_revision or post.save_revision()
    post.summary = f"{post.summary} Corrected."
    newer = post.save_revision()
    return Release.objects.create(
        post=post,
        revision=newer,
        previous_revision=now,
        at=timezone.now(),
        change=Change.CORRECTION,
        note="The summary was not right.",
        was_open=True,
        undo_until=timezone.now(),
    )


def withdraw(post):
    """Take a post from its readers, without asking anybody."""
    gate.take_back(post=post, by=None)


def delete(post):
    """Delete a post for good."""
    gate.delete_for_good(post=post)


def picture_file(size=(800, 500), *, kind="JPEG", colour=(180, 60, 40), name="picture.jpg", **save):
    """Return a small picture as an uploaded file."""
    buffer = BytesIO()
    Pillow.new("RGB", size, colour).save(buffer, kind, **save)
    return ContentFile(buffer.getvalue(), name=name)


def make_image(title="A loaf", *, size=(800, 500), **fields):
    """Return a picture in the library."""
    return SiteImage.objects.create(title=title, file=picture_file(size), **fields)


def make_conversation(post, by, *, at, threads=10, answers=2):
    """Return comments in bulk: so many first ones, each with so many answers."""
    firsts = [_comment(post, by, at, f"Thread {number}") for number in range(threads)]
    for number, comment in enumerate(firsts):
        Comment.objects.filter(pk=comment.pk).update(recommendations=number % 7)
    for number in range(answers):
        firsts += [_comment(post, by, at, f"Answer {number}", one) for one in firsts[:threads]]
    thread_changed(post_id=post.pk)
    return firsts


def _comment(post, by, at, source, parent=None):
    comment = Comment.objects.create(
        post=post, author=by, author_name=str(by), written_at=at, source=source, html=source,
        parent=parent, state="none", first_state="none",
    )  # fmt: skip
    comment.path = threads_of.path_under(parent.path if parent else "", comment.pk)
    comment.root_id = parent.root_id if parent else comment.pk
    comment.save()
    return comment
