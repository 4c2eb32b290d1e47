"""Static files are collected when their sources have changed, and not otherwise."""

import pytest

from blog.operations.services import static_files


@pytest.fixture
def project(tmp_path, settings, monkeypatch):
    """A project with one style sheet and a list of packages; ``collected`` counts."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/base.lock").write_text("django==6.1.3")
    (tmp_path / "frontend").mkdir()
    (tmp_path / "frontend/site.css").write_text("body {}")
    settings.PROJECT_DIR, settings.STATIC_ROOT = tmp_path, str(tmp_path / "static")
    collected = []

    def collect(name, **options):
        (tmp_path / "static").mkdir(exist_ok=True)
        collected.append((name, options["clear"]))

    monkeypatch.setattr(static_files, "call_command", collect)
    return tmp_path, collected


def test_once_is_enough(project):
    _, collected = project
    said = []

    assert static_files.collect_if_changed(say=said.append)
    assert not static_files.collect_if_changed(say=said.append)
    assert collected == [("collectstatic", False)]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("frontend/site.css", "body { margin: 0 }"),
        ("frontend/new.js", "1"),
        ("requirements/base.lock", "django==6.1.4"),
    ],
)
def test_what_changes_is_collected_anew_and_the_old_goes(project, file, text):
    folder, collected = project
    static_files.collect_if_changed()
    (folder / file).write_text(text)

    assert static_files.collect_if_changed()
    assert collected[-1] == ("collectstatic", True)


def test_a_run_that_failed_is_done_again(project, monkeypatch):
    def fail(name, **options):
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(static_files, "call_command", fail)
        with pytest.raises(OSError, match="No space"):
            static_files.collect_if_changed()

    assert static_files.collect_if_changed()
