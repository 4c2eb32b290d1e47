"""Which way a language is written. No Django."""

import re

LANGUAGE_TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def is_language_tag(text: str) -> bool:
    """Return whether a text has the form of a language's tag, such as ``fr`` or ``de-CH``."""
    return re.fullmatch(LANGUAGE_TAG, text) is not None


def direction_of(language: str) -> str:
    """Return which way a language is written: ``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
