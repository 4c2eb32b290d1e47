"""The index that readers' searches ask. It is made from published posts and can be made again.

``SearchEntry`` holds what is searched. The databases keep their own index of it in step:
SQLite in an FTS5 table by triggers, PostgreSQL in a generated column; see migration 0003.
Both are read as ``SearchMatch``.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.content.full_text import FullTextField


class SearchEntry(models.Model):
    """What can be found of one published post, as plain tokens with a space between them.

    Who may read the post is not decided here: every search begins with ``visible_to``.
    """

    post = models.OneToOneField(
        "content.PostPage", on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    language = models.CharField(max_length=12)
    title = models.TextField()  # stems, like summary and body
    summary = models.TextField()
    body = models.TextField()
    words = models.TextField()  # each word once, as it is written, without accents
    text = models.TextField()  # the body as readers know it, for quoting

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"search entry {self.pk}"


class SearchMatch(models.Model):
    """The databases' own index: a row for each entry. Only ever read, and only by its lookups."""

    post = models.OneToOneField(
        "content.PostPage",
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="search_match",
    )
    index = FullTextField(db_column="content_searchmatch")

    wagtail_reference_index_ignore = True

    class Meta:
        managed = False
        db_table = "content_searchmatch"

    def __str__(self) -> str:
        return f"search match {self.pk}"


class SearchWord(models.Model):
    """A word that some post has had: what a misspelling is compared with.

    It may be a word that no reader can see. It is suggested only if a visible post has it now.
    """

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=40)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["language", "word"], name="a_word_once_a_language")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["language", "initial", "length"], name="words_by_their_looks")
        ]

    def __str__(self) -> str:
        return self.word

    @classmethod
    def of(cls, word: str, language: str) -> Any:
        """Return the row for a word, not yet saved."""
        return cls(language=language, word=word, initial=word[0], length=len(word))
