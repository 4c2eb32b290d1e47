"""Conversations go out and come in again: nothing is lost, doubled, or run."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from blog.accounts.models import Notification
from blog.comments import selectors
from blog.comments.models import (
    Block,
    Comment,
    Conversation,
    Decision,
    Follow,
    ListedPhrase,
    PersonNote,
    Sanction,
)
from blog.comments.selectors.searching import get_counts
from blog.comments.services import (
    answering,
    changing,
    following,
    moderation,
    people,
    posting,
    telling,
)
from blog.portability import comment_files
from blog.portability.comment_files import NotAFileOfComments
from blog.portability.comment_shapes import COLUMNS
from blog.portability.services import conversations
from tests import factories

FORMATS = comment_files.FORMATS


@pytest.fixture
def world(rye, rosa, noon, db):
    """A conversation in which everything has happened that can."""
    Conversation.objects.create(site=Site.objects.get(is_default_site=True), moderation="none")
    mo = factories.make_user("mo@example.com", first_name="Mo", roles=["Moderator"])
    max_ = factories.make_user("max@example.com", first_name="Max", roles=["Moderator"])
    ravi = factories.make_user("ravi@example.com", first_name="Ravi")
    ListedPhrase.objects.create(text="cheap pills", weight="banned")

    def say(by, source, minutes, parent=None):
        at = noon + timedelta(minutes=minutes)
        return posting.post_comment(post=rye, by=by, at=at, source=source, parent=parent)

    def decide(comment, by, minutes, *, approve):
        comment.refresh_from_db()
        return moderation.decide(
            comment=comment, by=by, at=noon + timedelta(minutes=minutes), approve=approve,
            revision_id=comment.revision_id, last_decision_id=comment.decisions.last().pk,
            code="" if approve else "abuse", text="" if approve else "=1+1",
        )  # fmt: skip

    first = say(rosa, 'I added *caraway*.\n\n"Quoted", and, commas', 0)
    changing.edit_comment(
        comment=first, by=rosa, at=noon + timedelta(minutes=1), source="=SUM(A1)\n'Fennel'"
    )
    answer = say(ravi, "Fool.", 2, first)
    say(rosa, "Rude, <script>alert(1)</script>", 4, answer)
    answering.recommend(comment=first, by=ravi, at=noon)
    answering.report(comment=answer, by=rosa, at=noon, complaint="abusive", text="+ rude")
    decide(answer, mo, 10, approve=False)
    moderation.appeal(comment=answer, by=ravi, at=noon + timedelta(minutes=11), text="I joked.")
    decide(answer, max_, 12, approve=True)
    say(ravi, "Buy cheap pills", 20)
    gone = say(rosa, "Never mind.", 25)
    changing.delete_comment(comment=gone, by=rosa, at=noon + timedelta(minutes=26))
    advert = say(ravi, "Advert one", 30)
    advert.refresh_from_db()
    people.ban_author(
        comment=advert, by=mo, at=noon + timedelta(minutes=31), revision_id=advert.revision_id,
        last_decision_id=advert.decisions.last().pk, code="spam", hide_earlier=True,
    )  # fmt: skip
    undone = say(rosa, "Taken back", 40)
    moderation.undo(decision=decide(undone, mo, 41, approve=False), by=mo, at=noon)
    people.note(of=rosa, by=mo, at=noon, text="@ argues well")
    following.follow(post=rye, by=rosa, at=noon)
    following.follow_thread(comment=answer, by=rosa, at=noon)
    answering.block(of=ravi, by=rosa, at=noon)
    return rye


def written(kind):
    file = io.StringIO()
    comment_files.write(conversations.export(), file, kind=kind, columns=COLUMNS)
    return file.getvalue()


def bring(content, kind, **more):
    return conversations.load(
        records=comment_files.read(io.StringIO(content, newline=""), kind=kind), **more
    )


def wipe():
    Decision.objects.update(undoes=None)
    for model in (Sanction, PersonNote, Follow, Block, ListedPhrase, Comment):
        model.objects.all().delete()


def seen(post, at):
    thread = selectors.get_thread(post, at=at)
    cards = [(c.name, str(c.html), c.depth, c.recommendations, c.gone) for c in thread.cards]
    return cards, [(one.queue, one.number) for one in get_counts(at=at).queues]


@pytest.mark.parametrize("kind", FORMATS)
def test_what_comes_in_is_what_went_out(world, noon, kind):
    before, page = written(kind), seen(world, noon)
    wipe()
    assert Comment.objects.count() == 0

    report = bring(before, kind)

    assert written(kind) == before
    assert seen(world, noon) == page
    assert report.created["comment"] == Comment.objects.count() == 7
    assert not report.left_out
    assert not report.here_already
    assert Sanction.objects.get().hid.count() == 2


def test_both_formats_say_the_same(world):
    rows = {
        kind: [
            {name: str(value) for name, value in row.items()}
            for _place, row in comment_files.read(io.StringIO(written(kind), newline=""), kind=kind)
        ]
        for kind in FORMATS
    }
    for row in rows["csv"]:
        for name in ("told", "lift_told"):
            if name in row:
                row[name] = "True"

    assert rows["jsonl"] == rows["csv"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_second_time_brings_nothing(world, kind):
    before = written(kind)

    report = bring(before, kind)

    assert not report.created
    assert report.here_already["comment"] == 7
    assert written(kind) == before


def test_only_what_is_new_comes_in_and_answers_find_their_place(world, rosa, noon):
    before = written("jsonl")
    last = Comment.objects.order_by("pk").last()
    answer = posting.post_comment(
        post=world, by=rosa, at=noon + timedelta(minutes=50), source="New", parent=last
    )
    after = written("jsonl")
    answer.delete()
    assert written("jsonl") == before

    assert bring(after, "jsonl").created["comment"] == 1
    assert Comment.objects.order_by("pk").last().parent == last


def test_a_rehearsal_leaves_nothing_behind(world):
    before = written("csv")
    wipe()

    assert bring(before, "csv", dry_run=True).created["comment"] == 7
    assert Comment.objects.count() == 0


def test_nobody_is_told(world, noon):
    telling.tell_due(at=noon + timedelta(days=1))
    Notification.objects.all().delete()
    before = written("jsonl")
    wipe()
    bring(before, "jsonl")
    telling.tell_due(at=noon + timedelta(days=2))

    assert not Notification.objects.exists()


def test_a_site_without_the_post_or_the_people_leaves_out_what_hangs_in_the_air(
    world, rosa, ravi_gone
):
    content = written("jsonl")
    wipe()
    ravi_gone()
    report = bring(content, "jsonl")
    assert report.left_out == {"reaction": 1, "sanction": 1, "block": 1}
    assert Comment.objects.filter(author=None, author_name="Ravi").count() == 3

    wipe()
    world.slug = "renamed"
    world.save()
    report = bring(content, "jsonl")
    assert Comment.objects.count() == 0
    assert report.left_out["comment"] == 7


@pytest.fixture
def ravi_gone():
    """Deletes Ravi's account."""
    from blog.accounts.models import User

    return lambda: User.objects.get(email="ravi@example.com").delete()


def test_html_in_a_file_is_not_believed(world):
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    for row in rows:
        if row["record"] == "revision":
            row["source"] = "<img src=x onerror=alert(1)>[a](javascript:alert(1))"
            row["html"] = "<script>alert(1)</script>"
    wipe()
    bring("\n".join(json.dumps(row) for row in rows), "jsonl")

    assert not any("<img" in one.html or "<script" in one.html for one in Comment.objects.all())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"state": "nonsense"}, "nonsense"),
        ({"state": ""}, "“state” is empty|cannot be blank"),
        ({"written_at": "yesterday"}, "isoformat"),
        ({"written_at": "2026-11-20T12:00:00"}, "time zone"),
        ({"written_at": 7}, "is no text"),
        ({"parent": 99}, "not above it"),
        ({"author_name": "x" * 200}, "150"),
        ({"record": "spell"}, "no record"),
    ],
)
def test_what_makes_no_sense_stops_everything(world, change, says):
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    wipe()
    rows[1] |= change

    with pytest.raises(NotAFileOfComments, match=says):
        bring("\n".join(json.dumps(row) for row in rows), "jsonl")
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("jsonl", "{"),
        ("jsonl", "[]"),
        ("jsonl", '{"id": 1}'),
        ("csv", "a,b\n1,2\n"),
        ("csv", "record,id\ncomment,1,2\n"),
        ("csv", "record,id,post\ncomment,1\n"),
    ],
)
def test_what_is_no_such_file(db, kind, content):
    with pytest.raises(NotAFileOfComments):
        bring(content, kind)


def test_a_spreadsheet_finds_no_formula(world):
    cells = [cell for row in csv.reader(io.StringIO(written("csv"))) for cell in row]

    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert "'=SUM(A1)\n'Fennel'" in cells


def test_decisions_of_one_comment_are_not_hung_on_another(world):
    rows = [json.loads(line) for line in written("jsonl").splitlines()]
    decision = next(row for row in rows if row["record"] == "decision")
    decision["comment"] = 2
    wipe()

    with pytest.raises(NotAFileOfComments, match="another comment"):
        bring("\n".join(json.dumps(row) for row in rows), "jsonl")


@pytest.mark.parametrize("kind", FORMATS)
def test_by_hand(world, tmp_path, capsys, kind):
    path = tmp_path / f"comments.{kind}"
    call_command("export_comments", str(path))
    assert "records are in" in capsys.readouterr().out
    assert path.stat().st_mode & 0o077 == 0
    wipe()

    call_command("import_comments", str(path), "--dry-run")
    assert "Would be created" in capsys.readouterr().out
    call_command("import_comments", str(path))
    assert "7  comment" in capsys.readouterr().out
    assert Comment.objects.count() == 7


def test_by_hand_says_what_is_wrong(db, tmp_path):
    there = tmp_path / "there.jsonl"
    there.write_bytes(b"\xff")
    for command, path in [
        ("export_comments", "comments.txt"),
        ("export_comments", str(there)),
        ("import_comments", "comments.txt"),
        ("import_comments", "not-there.csv"),
        ("import_comments", str(there)),
    ]:
        with pytest.raises(CommandError):
            call_command(command, path)
