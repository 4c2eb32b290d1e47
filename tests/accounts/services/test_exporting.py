"""A copy of one's data has everything, is its owner's alone, and does not lie about for ever."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.accounts.models import DataExport, Notification
from blog.accounts.rules import holdings
from blog.accounts.rules.holdings import Holding
from blog.accounts.services import exporting, notifying
from blog.audit.models import Entry
from blog.errors import NotFound
from tests import factories


def ready(user, at):
    export = exporting.ask_for_export(by=user, at=at)
    assert exporting.make_waiting(at=at) == 1
    return DataExport.objects.get(pk=export.pk)


def token_of(export):
    return exporting.link_token(export_id=export.pk, user_id=export.user_id)


def opened(export):
    with export.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_everything_is_in_the_zip_twice(ada, noon):
    author = factories.make_author("Ada Baker", user=ada)
    factories.make_post("Rye, slowly", authors=[author], body=[("paragraph", "<p>Flour.</p>")])
    factories.make_post("A draft", authors=[author], live=False)

    archive = opened(ready(ada, noon))
    data = json.loads(archive.read("everything.json"))

    assert {"README.md", "account.md", "profile.md", "posts.md", "audit.md"} <= set(
        archive.namelist()
    )
    assert data["account"][0]["roles"] == ["Author", "Reader"]
    assert [post["title"] for post in data["posts"]] == ["Rye, slowly", "A draft"]
    assert "account.export_asked" in [entry["act"] for entry in data["audit"]]
    assert "Flour." in archive.read("posts.md").decode()
    for holding in holdings.HOLDINGS.values():
        assert f"{holding.name}.md" in archive.namelist()


def test_another_room_adds_what_it_keeps(rosa, noon, monkeypatch):
    more = Holding("loaves", "Loaves", lambda user_id: [{"of": user_id, "text": "Rye"}])
    monkeypatch.setitem(holdings.HOLDINGS, "loaves", more)

    assert b"Rye" in opened(ready(rosa, noon)).read("loaves.md")


def test_its_owner_is_told_and_the_act_is_in_the_audit_log(rosa, noon):
    ready(rosa, noon)

    assert Notification.objects.get().kind == "account.export_ready"
    assert Entry.objects.get().act == "account.export_asked"


def test_one_a_day(rosa, noon):
    exporting.ask_for_export(by=rosa, at=noon)

    with pytest.raises(exporting.AskedLately, match="2026-11-21 12:00 UTC"):
        exporting.ask_for_export(by=rosa, at=noon + timedelta(hours=23))
    exporting.ask_for_export(by=rosa, at=noon + timedelta(days=1))


def test_a_failure_is_told_and_one_may_ask_again(rosa, noon, monkeypatch):
    def broken(user_id):
        raise RuntimeError("on purpose")

    monkeypatch.setitem(holdings.HOLDINGS, "broken", Holding("broken", "Broken", broken))
    exporting.ask_for_export(by=rosa, at=noon)

    assert exporting.make_waiting(at=noon) == 0
    assert DataExport.objects.get().state == "failed"
    exporting.ask_for_export(by=rosa, at=noon + timedelta(minutes=1))


def test_the_link_is_its_owners_alone(rosa, ed, noon):
    export = ready(rosa, noon)

    with pytest.raises(NotFound):
        exporting.fetch_export(token=token_of(export), by=ed, at=noon)
    with pytest.raises(NotFound):
        exporting.fetch_export(token=token_of(export)[:-2], by=rosa, at=noon)
    exporting.fetch_export(token=token_of(export), by=rosa, at=noon).close()
    assert Entry.objects.filter(act="account.export_fetched").count() == 1


def test_a_copy_is_deleted_after_a_week(rosa, noon):
    export = ready(rosa, noon)
    name, storage = export.file.name, export.file.storage
    late = noon + timedelta(days=7)

    with pytest.raises(exporting.ExportExpired):
        exporting.fetch_export(token=token_of(export), by=rosa, at=late)
    assert exporting.tidy_exports(at=late - timedelta(seconds=1)) == 0
    assert exporting.tidy_exports(at=late) == 1
    assert not storage.exists(name)
    assert DataExport.objects.get().state == "expired"


def test_a_copy_is_not_where_pictures_are(client, rosa, noon):
    export = ready(rosa, noon)

    assert client.get(f"/media/{export.file.name}").status_code == 404


def test_fetching_asks_who_it_is(client, rosa):
    rosa.set_password("a loaf in three days")
    rosa.save()
    export = ready(rosa, timezone.now())
    client.force_login(rosa)

    answer = client.get(f"/accounts/data/{token_of(export)}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_without_a_password_one_signs_in_anew(client, rosa):
    rosa.set_unusable_password()
    rosa.save()
    export = ready(rosa, timezone.now())
    client.force_login(rosa)

    assert client.get(f"/accounts/data/{token_of(export)}/").status_code == 403


@pytest.fixture
def just_confirmed(client, rosa):
    rosa.set_password("a loaf in three days")
    rosa.save()
    client.force_login(rosa)
    client.post("/accounts/reauthenticate/", {"password": "a loaf in three days"})
    return client


def test_having_shown_who_it_is_one_gets_the_zip(just_confirmed, rosa):
    export = ready(rosa, timezone.now())

    answer = just_confirmed.get(f"/accounts/data/{token_of(export)}/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    zipfile.ZipFile(io.BytesIO(b"".join(answer))).testzip()


def test_a_copy_that_is_gone_says_so(just_confirmed, rosa):
    export = ready(rosa, timezone.now())
    exporting.tidy_exports(at=timezone.now() + timedelta(days=8))

    assert just_confirmed.get(f"/accounts/data/{token_of(export)}/").status_code == 410


def test_notifications_are_part_of_it(rosa, noon):
    notifying.notify(user=rosa, kind="account.deletion_cancelled", at=noon)

    data = json.loads(opened(ready(rosa, noon)).read("everything.json"))
    assert data["notifications"][0]["kind"] == "account.deletion_cancelled"
