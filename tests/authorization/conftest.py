"""Refusals are what is asked for here, and need no line in the log; what follows a deed is not done."""

import gc
import logging

import pytest


@pytest.fixture(autouse=True)
def _quiet():
    # By this function alone: loggers remember what they may say until it tells them to look again.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def _nothing_follows(settings):
    """Tasks refuse nobody: pictures and indexes of what is rolled back are not made."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


@pytest.fixture(autouse=True, scope="module")
def _uncollected():
    """Thousands of requests make much that is soon gone, and no rubbish that would fill a machine."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()
