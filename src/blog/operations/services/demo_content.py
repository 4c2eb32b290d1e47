"""The demo publication, built through the models and services that people use. Safe to repeat."""

from collections.abc import Callable
from functools import cached_property
from io import BytesIO
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Site

from blog.accounts.models import User
from blog.accounts.rules.roles import Role
from blog.content.models import (
    Author,
    Byline,
    FrontPagePick,
    HomePage,
    PostIndexPage,
    PostPage,
    Publication,
    SectionPage,
    Series,
    SiteImage,
    StandardPage,
    Tag,
)
from blog.content.services import renditions
from blog.content.tasks import OF_WHAT_IS_NEWEST, prepare_pictures
from blog.operations.demo import formats
from blog.operations.demo.formats import DemoText, Library
from blog.operations.demo.pictures.catalogue import PICTURES, draw
from blog.operations.services import demo_comments, demo_newsroom
from blog.publishing.services import release

CREDIT = "Drawn for The Long Margin"
GERMAN = {"title": "Startseite", "posts": "Beiträge", "posts_slug": "beitraege"}
GERMAN_SECTIONS = {
    "writing": ("Schreiben", "Den Satz finden, und den Mut, ihn zu streichen."),
    "editing": ("Redigieren", "Das zweite Paar Augen, und wie man eines wird."),
    "publishing": ("Veröffentlichen", "Termine, Korrekturen und der Moment, in dem es hinausgeht."),
}

# e-mail name -> first name, roles
PEOPLE: dict[str, tuple[str, str, tuple[Role, ...]]] = {
    "reader": ("Ravi", "Menon", ()),
    "hanna": ("Hanna", "Vogt", ()),
    "samuel": ("Samuel", "Adeyemi", ()),
    "lucia": ("Lucía", "Ferrer", ()),
    "author": ("Idris", "Okafor", (Role.AUTHOR,)),
    "author2": ("Mei", "Tanaka", (Role.AUTHOR,)),
    "trusted": ("Noor", "Haddad", (Role.TRUSTED_AUTHOR,)),
    "editor": ("Rosa", "Lindqvist", (Role.EDITOR,)),
    "moderator": ("Ana", "Petrović", (Role.MODERATOR,)),
    "admin": ("Tomás", "Herrera", (Role.ADMIN,)),
}


def build(*, password: str, say: Callable[[str], None] = lambda _line: None) -> int:
    """Make what is missing of the demo publication; return how many posts were added.

    Every account gets ``password``. What somebody has changed since is left as it is.
    """
    accounts = make_accounts(password=password)
    added = _Builder(accounts, say).build()
    if comments := demo_comments.add(accounts=accounts):
        say(f"{comments} comments")
    if texts := demo_newsroom.add(accounts=accounts):
        say(f"{texts} texts under way")
    return added


def prepare_front_pages(*, say: Callable[[str], None] = lambda _line: None) -> int:
    """Make the pictures that the first page shows, in every size; return how many were made.

    The worker makes the others when it runs, those of the newest posts first.
    """
    homes = HomePage.objects.live().select_related("locale").order_by("path")
    made = sum(
        renditions.prepare_for_front_page(
            home=home,
            say=lambda number, total: say(f"Picture {number} of {total} for the front page"),
        )
        for home in homes
    )
    if made:
        sooner = prepare_pictures.using(priority=OF_WHAT_IS_NEWEST)
        for pk in PostPage.objects.visible_to(None).newest_first().values_list("pk", flat=True):
            sooner.enqueue(pk)
    return made


@transaction.atomic
def make_accounts(*, password: str) -> dict[str, User]:
    """Make the demo's accounts, or set their password anew; return them by name."""
    return {name: _account(name, password) for name in PEOPLE}


def _email_of(name: str) -> str:
    """Return the address of a demo account."""
    return f"{name}@demo.example"


def _account(name: str, password: str) -> User:
    first, last, roles = PEOPLE[name]
    user = User.objects.filter(email=_email_of(name)).first() or User(email=_email_of(name))
    if user.pk and user.check_password(password):
        return user
    user.first_name, user.last_name = first, last
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name__in=roles))
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


class _Builder:
    """Builds the publication step by step, remembering what it has made."""

    def __init__(self, accounts: dict[str, User], say: Callable[[str], None]) -> None:
        self.accounts = accounts
        self.say = say
        self.cast = formats.read_publication()
        self.library = Library(picture=self._picture, file=self._file)
        self._pictures: dict[str, SiteImage] = {}

    def build(self) -> int:
        texts = formats.read_posts()
        known = set(PostPage.objects.values_list("slug", flat=True))
        missing = [text for text in texts if text.slug not in known]
        self._publication()
        homes = {"en": self._english_home(), "de": self._german_home()}
        pages = [page for page in formats.read_pages() if not self._exists(homes["en"], page.slug)]
        for page in pages:
            self._page(page, homes["en"])
        for number, text in enumerate(missing, 1):
            self.say(f"Publishing {number} of {len(missing)}: {text.title}")
            self._post(text, homes[text.language])
        if missing:
            self._front_page(homes["en"], texts)
        return len(missing)

    # The cast

    def _publication(self) -> None:
        site = Site.objects.get(is_default_site=True)
        publication, made = Publication.objects.get_or_create(site=site)
        if made or publication.name == "Galley":
            publication.name = self.cast["name"]
            publication.tagline = self.cast["tagline"]
            publication.description = self.cast["tagline"]
            publication.contact_email = "editor@demo.example"
            publication.save()

    @cached_property
    def _authors(self) -> dict[str, Author]:
        return {data["slug"]: self._author(data) for data in self.cast["authors"]}

    def _author(self, data: dict[str, Any]) -> Author:
        known = Author.objects.filter(slug=data["slug"]).first()
        return known or Author.objects.create(
            slug=data["slug"],
            name=data["name"],
            bio=data["bio"],
            picture=self._image(data["picture"]),
            user=self.accounts.get(data.get("account", "")),
        )

    @cached_property
    def _series(self) -> dict[str, Series]:
        return {
            data["slug"]: Series.objects.get_or_create(
                slug=data["slug"], defaults={"name": data["name"], "summary": data["summary"]}
            )[0]
            for data in self.cast["series"]
        }

    # Pages

    def _english_home(self) -> HomePage:
        home = HomePage.objects.get(locale=Locale.get_default())
        if not home.tagline:
            home.title, home.tagline = self.cast["name"], self.cast["tagline"]
            release.publish_now(page=home, by=self.accounts["editor"])
        for data in self.cast["sections"]:
            if not self._exists(home, data["slug"]):
                section = SectionPage(
                    title=data["name"],
                    slug=data["slug"],
                    summary=data["summary"],
                    show_in_menus=True,
                )
                self._add(home, section)
        return home

    def _german_home(self) -> HomePage:
        german, _ = Locale.objects.get_or_create(language_code="de")
        english = HomePage.objects.get(locale=Locale.get_default())
        home = HomePage.objects.filter(locale=german).first()
        if home is None:
            home = english.copy_for_translation(german)
            home.title, home.tagline = (
                self.cast["name"],
                "Über das Schreiben, Redigieren und Veröffentlichen",
            )
            release.publish_now(page=home, by=self.accounts["editor"])
        for page in [
            *PostIndexPage.objects.child_of(english),
            *SectionPage.objects.child_of(english),
        ]:
            if page.get_translation_or_none(german) or (
                page.slug not in GERMAN_SECTIONS and page.slug != "posts"
            ):
                continue
            copy = page.copy_for_translation(german)
            if page.slug == "posts":
                copy.title, copy.slug = GERMAN["posts"], GERMAN["posts_slug"]
            else:
                copy.title, copy.summary = GERMAN_SECTIONS[page.slug]
                copy.slug = slugify(copy.title)
            release.publish_now(page=copy, by=self.accounts["editor"])
        return HomePage.objects.get(pk=home.pk)

    def _page(self, text: DemoText, home: HomePage) -> None:
        page = StandardPage(
            title=text.title,
            slug=text.slug,
            summary=text.summary,
            show_in_menus=text.slug == "about",
        )
        page.body = formats.stored_body(text, self.library)
        self._add(home, page)

    @transaction.atomic
    def _post(self, text: DemoText, home: HomePage) -> None:
        section = SectionPage.objects.get(slug=text.section, locale=Locale.get_default())
        post = PostPage(
            title=text.title,
            subtitle=text.subtitle,
            slug=text.slug,
            summary=text.summary,
            body=formats.stored_body(text, self.library),
            section=section.get_translation_or_none(home.locale) or section,
            series=self._series.get(text.series),
            series_position=text.series_order,
            comment_policy=text.comments,
            seo_title=text.seo_title,
            search_description=text.search_description,
            locale=home.locale,
            owner=self._authors[text.authors[0]].user,
            live=False,
        )
        if text.hero:
            post.hero_image = self._hero(text)
            post.hero_alt, post.hero_caption = text.hero.alt, text.hero.caption
        post.bylines = [  # type: ignore[misc]
            Byline(author=self._authors[slug], sort_order=place)
            for place, slug in enumerate(text.authors)
        ]
        PostIndexPage.objects.get(locale=home.locale).add_child(instance=post)
        post.tags.add(*(Tag.objects.get_or_create(name=name)[0] for name in text.tags))
        release.publish_now(page=post, by=self.accounts["editor"], at=text.published)

    def _front_page(self, home: HomePage, texts: list[DemoText]) -> None:
        """Put the newest story with a picture on top, as an editor would."""
        newest = next(text for text in reversed(texts) if text.hero and text.language == "en")
        home = HomePage.objects.get(pk=home.pk)
        if not home.picks.exists():
            home.picks = [FrontPagePick(post=PostPage.objects.get(slug=newest.slug))]
            release.publish_now(page=home, by=self.accounts["editor"])

    def _add(self, parent: Page, page: Page) -> None:
        page.locale, page.live = parent.locale, False
        parent.add_child(instance=page)
        release.publish_now(page=page, by=self.accounts["editor"])

    @staticmethod
    def _exists(parent: Page, slug: str) -> bool:
        return bool(Page.objects.child_of(parent).filter(slug=slug).exists())

    # Pictures and files

    def _hero(self, text: DemoText) -> SiteImage:
        assert text.hero is not None  # noqa: S101 - asked by the caller
        image = self._image(text.hero.picture)
        if text.hero.focal and not image.has_focal_point():
            x, y = text.hero.focal
            image.focal_point_x, image.focal_point_y = (
                round(x * image.width),
                round(y * image.height),
            )
            image.focal_point_width = image.focal_point_height = round(image.height / 4)
            image.save()
        return image

    def _picture(self, name: str) -> int:
        return int(self._image(name).pk)

    def _image(self, name: str) -> SiteImage:
        if name not in self._pictures:
            title = PICTURES[name].title
            image = SiteImage.objects.filter(title=title, credit=CREDIT).first()
            self._pictures[name] = image or self._draw(name, title)
        return self._pictures[name]

    def _draw(self, name: str, title: str) -> SiteImage:
        self.say(f"Drawing {name}")
        buffer = BytesIO()
        draw(name).convert("RGB").save(buffer, "JPEG", quality=90)
        file = ContentFile(buffer.getvalue(), name=f"{name}.jpg")
        return SiteImage.objects.create(title=title, file=file, credit=CREDIT, description=title)

    def _file(self, name: str) -> int:
        documents = get_document_model().objects
        known = documents.filter(title=name).first()
        if known is None:
            content = (formats.HERE / "files" / name).read_bytes()
            known = documents.create(title=name, file=ContentFile(content, name=name))
        return int(known.pk)
