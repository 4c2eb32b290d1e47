"""Foreign texts become pages: once, however often the import is run."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from blog.content.models import (
    HomePage,
    PostIndexPage,
    PostPage,
    StandardPage,
)
from blog.content.models.conversation import CommentPolicy
from blog.content.services import many_posts as many
from blog.content.services.many_posts import NewPost
from blog.portability.formats import (
    Fate,
    ImportedSite,
    ImportedText,
)
from blog.portability.services import comments
from blog.portability.services.media import MediaSource
from blog.portability.services.pictures import Pictures
from blog.portability.services.records import ImportReport, Records
from blog.portability.services.slugs import Slugs, free_slug
from blog.portability.services.terms import Terms
from blog.publishing.services import many_posts, release
from blog.web import many_rows

# What one transaction writes at most, so that people's own writing waits a moment and not a minute.
BATCH = 200  # posts
MOST_COMMENTS = 2000

logger = logging.getLogger(__name__)


class _Rehearsed(Exception):
    """Ends a rehearsal, so that nothing of it stays."""


def load(
    *,
    site: ImportedSite,
    media: MediaSource,
    by: Any = None,
    everything_as_draft: bool = False,
    dry_run: bool = False,
    say: Callable[[str], None] = lambda _line: None,
) -> ImportReport:
    """Bring in a foreign site's texts, authors, terms and pictures; return what was done.

    What an earlier run brought is left as it is now, whatever somebody did with it since. A text
    that fails is reported and stops no other. With ``dry_run`` all of it is tried and undone;
    pictures are then looked for, not kept.
    """
    loader = _Loader(site, media, by, everything_as_draft, dry_run, say)
    if not dry_run:
        return loader.run()
    try:
        with transaction.atomic():
            loader.run()
            raise _Rehearsed
    except _Rehearsed:
        return loader.report


class _Loader:
    """One run of an import."""

    def __init__(
        self,
        site: ImportedSite,
        media: MediaSource,
        by: Any,
        everything_as_draft: bool,
        dry_run: bool,
        say: Callable[[str], None],
    ) -> None:
        self.site, self.by = site, by
        self.everything_as_draft, self.say = everything_as_draft, say
        self.report = ImportReport(found=site.found, left_out=site.left_out)
        self.records = Records(site.source, self.report)
        self.pictures = Pictures(site, media, self.records, dry_run=dry_run)
        self.home = HomePage.objects.get(locale=Locale.get_default())
        self.posts = PostIndexPage.objects.get(locale=Locale.get_default())
        self.page_of: dict[str, Page] = {}
        self.slugs = Slugs(self.posts)
        self.terms = Terms(site, self.records, home=self.home, by=by)

    def run(self) -> ImportReport:
        """Bring pages one by one, each after its parent, and posts many at a time."""
        texts = self._parents_first()
        pages = [text for text in texts if text.is_page]
        posts = [text for text in texts if not text.is_page]
        for number, text in enumerate(pages, 1):
            self.say(f"{number} of {len(pages)} pages: {text.title}")
            with self._reporting(text):
                if self.records.known("page", text.source_id, Page) is None:
                    self.pictures.bring(text)
                with transaction.atomic():
                    self.records.hold()
                    self._page(text)
        done = 0
        for batch in _batches(posts):
            self._posts(batch)
            done += len(batch)
            self.say(f"{done} of {len(posts)} posts: {batch[-1].title}")
        return self.report

    @contextmanager
    def _reporting(self, text: ImportedText) -> Iterator[None]:
        """Let a text that fails stop no other, and count nothing of it."""
        before = deepcopy(self.report)
        try:
            yield
        except Exception as error:
            logger.exception("An imported text failed")
            vars(self.report).update(vars(before))
            kind = "page" if text.is_page else "post"
            self.report.problems.append(f"{kind} {text.source_id} “{text.title}”: {error}")

    def _parents_first(self) -> list[ImportedText]:
        """Pages may stand before their parents in the file; here they come after."""
        by_id = {text.source_id: text for text in self.site.texts}
        ordered: dict[str, ImportedText] = {}

        def take(text: ImportedText, above: frozenset[str]) -> None:
            parent = by_id.get(text.parent_id)
            if parent and parent.source_id not in above:
                take(parent, above | {text.source_id})
            ordered.setdefault(text.source_id, text)

        for text in self.site.texts:
            take(text, frozenset())
        return list(ordered.values())

    # Pages

    def _page(self, text: ImportedText) -> None:
        known = self.records.known("page", text.source_id, Page)
        if text.comments:
            self.report.left_out["comments on pages"] += len(text.comments)
        if known is not None:
            self.page_of[text.source_id] = known
            self.report.already_here["pages"] += 1
            return
        parent = self.page_of.get(text.parent_id, self.home)
        parent = Page.objects.get(pk=parent.pk).specific
        page: Page = StandardPage(
            title=text.title,
            slug=free_slug(text=text, is_free=lambda slug: Page._slug_is_available(slug, parent)),
            summary=text.summary,
            live=False,
        )
        page.body = self.pictures.body(text)
        parent.add_child(instance=page)
        self.page_of[text.source_id] = page
        self.records.remember("page", text.source_id, page)
        if self._is_to_be_live(text):
            page = release.publish_now(page=page, by=self.by, at=text.published_at)
            self._redirect([(text, page)])
        else:
            page.save_revision(user=self.by)
            self.report.created["drafts"] += 1

    def _is_to_be_live(self, text: ImportedText) -> bool:
        return text.fate is Fate.LIVE and not self.everything_as_draft

    # Posts

    def _posts(self, texts: Sequence[ImportedText]) -> None:
        known = self.records.known_of_many("post", (text.source_id for text in texts), Page)
        if known:
            self.report.already_here["posts"] += len(known)
        new = []
        for text in texts:
            if text.source_id not in known:
                with self._reporting(text):
                    self.pictures.bring(text)
                    post = self._post(text)
                    self._with_terms(text, post)
                    new.append((text, post))
        self._together(self._write_posts, new)
        old = [(text, known[text.source_id].pk) for text in texts if text.source_id in known]
        self._together(self._bring_comments, old)

    def _post(self, text: ImportedText) -> PostPage:
        """Return a text as a post that is not saved."""
        post = PostPage(
            title=text.title,
            slug=self.slugs.take(text),
            summary=text.summary,
            body=self.pictures.body(text),
            comment_policy=CommentPolicy.CLOSED if text.is_closed else CommentPolicy.INHERIT,
            live=False,
        )
        hero = self.site.pictures.get(text.hero_id)
        if hero:
            post.hero_image, post.hero_alt = self.pictures.image_of.get(hero.source_id), hero.alt
        many.ensure_fits(post=post)
        return post

    def _with_terms(self, text: ImportedText, post: PostPage) -> NewPost:
        """Return a post with its section, and its author and tags, which are saved."""
        if text.categories:
            post.section = self.terms.section(text.categories[0])
        tags = [self.terms.tag(term).pk for term in (*text.tags, *text.categories[1:])]
        authors = [self.terms.author(text.author).pk] if text.author else []
        return NewPost(post, authors, list(dict.fromkeys(tags)))

    def _together[T](
        self,
        write: Callable[[Sequence[tuple[ImportedText, T]]], None],
        parts: Sequence[tuple[ImportedText, T]],
    ) -> None:
        """Write what many texts bring; text by text, where that of one cannot be written."""
        if not parts:
            return
        before = deepcopy(self.report)
        try:
            with transaction.atomic():
                self.records.hold()
                write(parts)
        except Exception:
            vars(self.report).update(vars(before))
            if len(parts) > 1:
                for part in parts:
                    self._together(write, [part])
                return
            with self._reporting(parts[0][0]):
                raise

    def _write_posts(self, new: Sequence[tuple[ImportedText, PostPage]]) -> None:
        """Write posts, but those that another import has brought since they were looked for."""
        here = self.records.known_of_many("post", (text.source_id for text, _post in new), Page)
        if here:
            self.report.already_here["posts"] += len(here)
            new = [(text, post) for text, post in new if text.source_id not in here]
        if not new:
            return
        self.terms.forget_what_is_gone()
        texts = [text for text, _post in new]
        # A copy, because it is perhaps tried again.
        tried = [self._with_terms(text, copy(post)) for text, post in new]
        self.slugs.give_way(list(zip(texts, (one.post for one in tried), strict=True)))
        posts = many.insert(parent=self.posts, new=tried)
        came = list(zip(texts, posts, strict=True))
        self.records.remember_all("post", {text.source_id: post for text, post in came})
        public = [(text, post) for text, post in came if self._is_to_be_live(text)]
        many_posts.bring_in(
            posts=posts, by=self.by, public={post.pk: text.published_at for text, post in public}
        )
        if drafts := len(came) - len(public):
            self.report.created["drafts"] += drafts
        self._redirect(public)
        self._bring_comments([(text, post.pk) for text, post in came])

    def _bring_comments(self, texts: Sequence[tuple[ImportedText, int]]) -> None:
        comments.bring(texts=texts, records=self.records)

    def _redirect(self, came: Sequence[tuple[ImportedText, Page]]) -> None:
        """Lead old addresses to the pages, unless they are the pages' own."""
        site = Site.objects.get(is_default_site=True)
        one_look = SimpleNamespace(_wagtail_site=None)
        wanted: dict[str, Page] = {}
        for text, page in came:
            old = Redirect.normalise_path(text.old_path) if text.old_path else ""
            if old and old != Redirect.normalise_path(page.get_url(one_look) or ""):
                wanted.setdefault(old, page)
        kept = Redirect.objects.filter(site=site, old_path__in=wanted)
        for old in set(kept.values_list("old_path", flat=True)):
            del wanted[old]
        many_rows.insert(
            Redirect,
            {
                "old_path": list(wanted),
                "redirect_page_id": [page.pk for page in wanted.values()],
            },
            same={"site_id": site.pk, "is_permanent": True, "created_at": timezone.now()},
        )
        if wanted:
            self.report.created["redirects"] += len(wanted)


def _batches(posts: Sequence[ImportedText]) -> Iterator[list[ImportedText]]:
    """Yield posts that are written together; one with a longer conversation is alone."""
    batch: list[ImportedText] = []
    said = 0
    for text in posts:
        said += len(text.comments)
        if batch and (len(batch) == BATCH or said > MOST_COMMENTS):
            yield batch
            batch, said = [], len(text.comments)
        batch.append(text)
    if batch:
        yield batch
