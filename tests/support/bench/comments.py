"""What the pages of conversations and of moderation cost with 100,000 comments.

Run: bin/bench comments, or with PostgreSQL
tests/support/postgres.py .venv/bin/python -m tests.support.bench.comments
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

ALL, LONG, PEOPLE, POSTS, TIMES = 100_000, 5_000, 400, 20, 7
BEGAN = datetime.now(UTC) - timedelta(minutes=3 * ALL)
WORDS = "rye caraway crust flour water salt oven crumb starter levain bran steam".split()


def main() -> None:
    """Make the comments, ask for the pages, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "blog.config.settings.test",
            "DATA_DIR": folder,
            "PAGE_CACHE": "off",
        }
        sys.path[:0] = ["src", "."]
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
        if connection.vendor == "sqlite":
            connection.settings_dict["NAME"] = f"{folder}/bench.sqlite3"
        call_command("migrate", verbosity=0)
        posts, mo = make()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}: {ALL:,} comments, {LONG:,} of them on one post\n")
        print("| page | queries | ms |\n| --- | --- | --- |")
        for name, ask in pages(posts, mo):
            print("| {} | {} | {:.0f} |".format(name, *cost(ask)))


def make() -> tuple[list[Any], Any]:
    """Return posts with comments in every state, and a moderator with twelve kept searches."""
    from django.db.models import F

    from blog.accounts.models import User
    from blog.comments.models import Appeal, Comment, Decision, Report, Revision
    from blog.comments.rules import threads
    from blog.comments.services import watching
    from tests import factories

    mo = factories.make_user("mo@example.com", first_name="Mo", roles=["Moderator"])
    people = User.objects.bulk_create(
        [User(email=f"p{n}@example.com", first_name=f"Person {n}") for n in range(PEOPLE)]
    )
    posts = [factories.make_post(f"Post {n}") for n in range(POSTS)]
    states = (
        ["none"] * 60 + ["approved"] * 25 + ["rejected"] * 8 + ["premod"] * 5 + ["withheld"] * 2
    )
    comments, revisions, decisions = [], [], []
    parent = None
    for number in range(1, ALL + 1):
        post = posts[0] if number <= LONG else posts[1 + number % (POSTS - 1)]
        if number > LONG or number % 3 == 1:
            parent = None
        state = states[number * 37 % 100]
        source = f"{WORDS[number % 12]} and {WORDS[number // 12 % 12]}, number {number}"
        comment = Comment(
            pk=number, post=post, author=people[number * 7 % PEOPLE], author_name="Somebody",
            state=state, first_state="none" if state in ("none", "approved") else "premod",
            written_at=BEGAN + timedelta(minutes=3 * number), source=source,
            html=f"<p>{source}</p>", parent=parent, recommendations=number % 11,
            root_id=parent.root_id if parent else number,
            path=threads.path_under(parent.path if parent else "", number),
        )  # fmt: skip
        parent = comment
        comments.append(comment)
        at = comment.written_at
        revisions.append(
            Revision(pk=number, comment=comment, source=source, html=comment.html, written_at=at)
        )
        rule = "new" if comment.first_state == "premod" else "shown"
        decisions.append(
            Decision(
                comment_id=number, revision_id=number, after=comment.first_state, rule=rule, at=at
            )
        )
        if state in ("approved", "rejected"):
            decisions.append(
                Decision(
                    comment_id=number,
                    revision_id=number,
                    actor=mo,
                    actor_name="Mo",
                    before=comment.first_state,
                    after=state,
                    code="spam" if state == "rejected" else "",
                    at=at + timedelta(hours=1),
                )
            )
    Comment.objects.bulk_create(comments, batch_size=2000)
    Revision.objects.bulk_create(revisions, batch_size=2000)
    Decision.objects.bulk_create(decisions, batch_size=2000)
    Comment.objects.update(revision_id=F("pk"))
    shown = [one for one in comments if one.state == "none"][:400]
    Report.objects.bulk_create(
        [
            Report(
                comment=one, revision_id=one.pk, by=people[one.pk % 9], complaint="spam", at=BEGAN
            )
            for one in shown
        ]
    )
    rejections = Decision.objects.filter(after="rejected").order_by("pk")[:60]
    Appeal.objects.bulk_create(
        [
            Appeal(comment_id=one.comment_id, rejection=one, text="Look.", at=BEGAN, due_at=BEGAN)
            for one in rejections
        ]
    )
    for number in range(12):
        watching.keep_search(
            by=mo, at=BEGAN, name=f"Search {number}", asked={"text": WORDS[number], "who": "Person"}
        )
    return posts, mo


def pages(posts: list[Any], mo: Any) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield the name of each page, and how to ask for it."""
    from django.test import Client

    reader, desk = Client(), Client()
    desk.force_login(mo)
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    talk = f"/comments/{posts[0].pk}/"

    def ask(client: Client, path: str, headers: dict[str, str] | None = None) -> Callable[[], Any]:
        return lambda: client.get(path, headers=headers)

    yield "the post with 5,000 comments", ask(reader, posts[0].get_url())
    for order in ("oldest", "newest", "best"):
        yield (
            f"a later page of its thread, {order} first",
            ask(reader, f"{talk}?order={order}&after=2500", part),
        )
    yield (
        "a comment in its middle, by its own address",
        ask(reader, f"{posts[0].get_url()}?comment=2500"),
    )
    desk_pages = {
        **{f"queue: {name}": f"?queue={name}" for name in
           ("reported", "pending", "unmoderated", "approved", "rejected", "appeals")},
        "queue: the hundredth page of unmoderated": "?queue=unmoderated&after=60000",
        "search for words": "?text=caraway",
        "search for a person and a rule": "?who=Person+7&rule=new",
        "a comment with its history": "comments/2500/",
        "a person": "people/9/",
        "500 comments to decide on": "many/?queue=pending",
        "rules": "rules/",
        "quality of moderation": "quality/",
    }  # fmt: skip
    for name, path in desk_pages.items():
        yield name, ask(desk, f"/desk/moderation/{path}")


def cost(ask: Callable[[], Any]) -> tuple[int, float]:
    """Return how many queries an answer takes once things are warm, and how long the quickest takes."""
    from django.db import connection

    statements: list[str] = []

    def note(execute: Any, sql: str, *more: Any) -> Any:
        statements.append(sql)
        return execute(sql, *more)

    assert ask().status_code == 200
    with connection.execute_wrapper(note):
        ask()
    times = []
    for _again in range(TIMES):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return len(statements), min(times)


if __name__ == "__main__":
    main()
