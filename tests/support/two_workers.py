"""Two workers at once, on a database of the test's own: what they do is committed, and nothing is rolled back."""

import threading

import pytest
from django.db import connection, connections

from tests.support.database import copy_to


@pytest.fixture
def shared_database(django_db_setup, django_db_blocker, tmp_path):
    """A database of this test's own, in which everything is committed and nothing rolled back."""
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        usual = settings["NAME"]
        leave()
        if connection.vendor == "sqlite":
            settings["NAME"] = str(copy_to(tmp_path / "shared.sqlite3"))
        else:
            settings["NAME"] = copy_on_the_server(usual)
        yield
        leave()
        settings["NAME"] = usual
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{usual}_shared"')


def copy_on_the_server(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_shared" TEMPLATE "{name}"')
    return f"{name}_shared"


def leave():
    connections.close_all()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def at_once(work):
    """Do something in two threads, each with a connection of its own; return what came of it."""
    both_are_there, results = threading.Barrier(2), []

    def do():
        try:
            connection.ensure_connection()
            both_are_there.wait(timeout=30)
            results.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results
