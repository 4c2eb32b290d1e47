"""The audit log tells what was done, and is not rewritten."""

import pytest

from blog.audit.models import Entry, EntryIsFinal
from blog.audit.services import recording


def test_an_entry_outlives_its_actor_without_their_name(ada):
    entry = recording.record(by=ada, act="post.published", subject=("post", 12), label="Rye")
    recording.forget_person(account_id=ada.pk, addresses=[], name="A former account")
    ada.delete()

    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name) == (None, "A former account")
    assert (entry.subject_kind, entry.subject_id, entry.subject_label) == ("post", "12", "Rye")


def test_the_site_itself_has_no_name(db):
    assert recording.record(by=None, act="post.published", subject=("post", 1)).actor_name == ""


def test_an_entry_is_final(ada):
    entry = recording.record(by=ada, act="post.published", subject=("post", 12))

    entry.act = "post.deleted"
    with pytest.raises(EntryIsFinal):
        entry.save()
    with pytest.raises(EntryIsFinal):
        entry.delete()
    assert Entry.objects.get().act == "post.published"
