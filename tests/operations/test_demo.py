"""The demo starts over."""

import os
import subprocess
import sys

from tests.support.database import PROJECT


def test_starting_over_deletes_what_people_made_and_keeps_the_keys(tmp_path):
    gone = ["site.sqlite3", "site.sqlite3-wal", "media/a.png", "mail/one.log", "private/export.zip"]
    kept = ["secret-key", "demo-password"]
    for name in [*gone, *kept]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x" * 60)

    subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            "import django; django.setup(); "
            "from blog.operations.management.commands.demo import Command; Command()._reset()",
        ],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT / "src"),
            "DJANGO_SETTINGS_MODULE": "blog.config.settings.demo",
            "DATA_DIR": str(tmp_path),
        },
        check=True,
    )

    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(kept)
