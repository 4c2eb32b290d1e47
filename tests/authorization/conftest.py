"""Refusals are what is asked for here, and need no line in the log."""

import logging

import pytest


@pytest.fixture(autouse=True)
def _quiet():
    # By this function alone: loggers remember what they may say until it tells them to look again.
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
