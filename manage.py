#!/usr/bin/env python
"""Run a management command with the development settings unless told otherwise."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blog.config.settings.dev")
    if sys.argv[1:2] == ["serve"]:
        from blog.operations.serving import main

        sys.exit(main(sys.argv[2:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
