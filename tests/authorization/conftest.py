"""Refusals are what is asked for here, and need no line in the log; what follows a deed is not done."""

import gc
import logging

import pytest
from django.test import override_settings

from tests.authorization.world import World, lasting

# Tasks refuse nobody: pictures and indexes of what is rolled back are not made.
NO_TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Something of everything, made once."""
    with lasting(django_db_blocker):
        with override_settings(TASKS=NO_TASKS):
            made = World()
        yield made


@pytest.fixture(autouse=True)
def _quiet():
    # By this function alone: loggers remember what they may say until it tells them to look again.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _nothing_follows(settings):
    settings.TASKS = NO_TASKS


@pytest.fixture(autouse=True, scope="module")
def _uncollected():
    """Thousands of requests make much that is soon gone, and no rubbish that would fill a machine."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()
