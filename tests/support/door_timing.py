"""How long the doors take for an address with an account and for one without.

    PYTHONPATH=src:. DJANGO_SETTINGS_MODULE=blog.config.settings.test \
        .venv/bin/python -m tests.support.door_timing [RUNS] [WORD]

Prints median and quartiles in milliseconds, with the password hash of production: by the clock, and of
work, which a busy machine changes little. Runs take turns, so that a busy machine is busy for both. A
word picks the doors that have it in their name.
"""

import logging
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests import factories  # noqa: E402
from tests.support.database import copy_to  # noqa: E402

PASSWORD = "kettle moss arithmetic"


def main(runs, word=""):
    """Time each door, and print a row for each kind of address."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    setup_test_environment()
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        connections["default"].settings_dict["NAME"] = str(copy_to(Path(folder) / "db.sqlite3"))
        for email, password in (("with@example.com", PASSWORD), ("passkey@example.com", None)):
            user = factories.make_user(email, password=password)
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        post = factories.make_post(comment_policy="guests")
        doors = {
            "sign in, wrong password": (
                "/accounts/login/",
                lambda e: {"login": e, "password": "wrong"},
            ),
            "ask for a sign-in code": ("/accounts/login/code/", lambda e: {"email": e}),
            "ask for a new password": ("/accounts/password/reset/", lambda e: {"email": e}),
            "create an account": (
                "/accounts/signup/",
                lambda e: {"email": e, "password1": PASSWORD},
            ),
            "create one with a passkey": ("/accounts/signup/passkey/", lambda e: {"email": e}),
            "comment without an account": (
                reverse("comments:guest", args=[post.pk]),
                lambda e: {"email": e, "name": "Nora", "text": "I kept the crust."},
            ),
        }
        for number, (door, (path, form)) in enumerate(doors.items()):
            if word not in door:
                continue
            took = {"with": [], "without": [], "passkey only": []}
            for run in range(runs):
                kinds = {
                    "with": "with@example.com",
                    # As long as the others, and new to each door.
                    "without": f"{number}{run:03}@example.com",
                    "passkey only": "passkey@example.com",
                }
                for kind in random.sample(sorted(kinds), len(kinds)):
                    caches["limits"].clear()
                    client, data = Client(), form(kinds[kind])
                    begun = time.perf_counter(), time.process_time()
                    client.post(path, data)
                    ended = time.perf_counter(), time.process_time()
                    took[kind].append([1000 * (b - a) for a, b in zip(begun, ended, strict=True)])
            for kind, times in took.items():
                clock, work = map(in_words, zip(*times, strict=True))
                print(f"{door:26} {kind:13} {clock:32} work {work}")
        connections.close_all()


def in_words(times):
    """Return the median with its quartiles."""
    low, middle, high = statistics.quantiles(times, n=4)
    return f"{middle:7.2f} ({low:.2f} to {high:.2f})"


main(int(sys.argv[1]) if sys.argv[1:] else 200, *sys.argv[2:3])
