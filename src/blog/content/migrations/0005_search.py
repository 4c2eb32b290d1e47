"""The search index: one table of plain tokens, and what each database makes of it by itself.

A later migration that changes ``content_searchentry`` on SQLite builds the table anew, and its
triggers are gone with the old one: run ``make_index`` again after it, then ``rebuild_search_index``.
"""

import django.db.models.deletion
from django.db import migrations, models

import blog.content.full_text

SQLITE = [
    """
    CREATE VIRTUAL TABLE content_searchmatch USING fts5(
        title, summary, body, words,
        content='content_searchentry', content_rowid='post_id',
        tokenize='ascii', prefix='2 3'
    )
    """,
    """
    CREATE TRIGGER content_searchentry_inserted AFTER INSERT ON content_searchentry BEGIN
        INSERT INTO content_searchmatch (rowid, title, summary, body, words)
        VALUES (new.post_id, new.title, new.summary, new.body, new.words);
    END;
    """,
    """
    CREATE TRIGGER content_searchentry_deleted AFTER DELETE ON content_searchentry BEGIN
        INSERT INTO content_searchmatch (content_searchmatch, rowid, title, summary, body, words)
        VALUES ('delete', old.post_id, old.title, old.summary, old.body, old.words);
    END;
    """,
    """
    CREATE TRIGGER content_searchentry_updated AFTER UPDATE ON content_searchentry BEGIN
        INSERT INTO content_searchmatch (content_searchmatch, rowid, title, summary, body, words)
        VALUES ('delete', old.post_id, old.title, old.summary, old.body, old.words);
        INSERT INTO content_searchmatch (rowid, title, summary, body, words)
        VALUES (new.post_id, new.title, new.summary, new.body, new.words);
    END;
    """,
]

# The tokens are split at spaces alone: PostgreSQL's own parser would see numbers, hosts and paths.
POSTGRESQL = """
CREATE FUNCTION content_search_vector(tokens text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT coalesce(string_agg('''' || token || ''':' || least(place, 16383), ' '), '')::tsvector
        FROM unnest(string_to_array(tokens, ' ')) WITH ORDINALITY AS listed (token, place)
        WHERE token <> ''
    $$;
ALTER TABLE content_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
    setweight(content_search_vector(title), 'A') || setweight(content_search_vector(summary), 'B')
    || setweight(content_search_vector(body), 'C') || setweight(content_search_vector(words), 'D')
) STORED;
CREATE INDEX content_searchentry_vector ON content_searchentry USING gin (vector);
CREATE VIEW content_searchmatch AS
    SELECT post_id AS rowid, vector AS content_searchmatch FROM content_searchentry;
"""


def make_index(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            cursor.execute(statement)
    else:
        cursor.execute(POSTGRESQL)


def drop_index(apps, schema_editor):
    cursor = schema_editor.connection.cursor()
    if schema_editor.connection.vendor == "sqlite":
        cursor.execute("DROP TABLE content_searchmatch")
    else:
        cursor.execute("DROP VIEW content_searchmatch")
        cursor.execute("ALTER TABLE content_searchentry DROP COLUMN vector")
        cursor.execute("DROP FUNCTION content_search_vector")


class Migration(migrations.Migration):
    dependencies = [("content", "0004_drawn_social_image")]

    operations = [
        migrations.CreateModel(
            name="SearchMatch",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        db_column="rowid",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="search_match",
                        serialize=False,
                        to="content.postpage",
                    ),
                ),
                ("index", blog.content.full_text.FullTextField(db_column="content_searchmatch")),
            ],
            options={"db_table": "content_searchmatch", "managed": False},
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="content.postpage",
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("title", models.TextField()),
                ("summary", models.TextField()),
                ("body", models.TextField()),
                ("words", models.TextField()),
                ("text", models.TextField()),
            ],
            options={"verbose_name": "search entry", "verbose_name_plural": "search entries"},
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("word", models.CharField(max_length=40)),
                ("initial", models.CharField(max_length=1)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["language", "initial", "length"], name="words_by_their_looks"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "word"), name="a_word_once_a_language"
                    )
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
