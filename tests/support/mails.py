"""What every mail must be: the same words as plain text and as valid HTML."""

import re

from django.utils.html import escape

from e2e.support.markup import source_errors


def ensure_readable(mail, language="en"):
    """Fail unless both halves of a mail say the same, and the HTML is what browsers expect."""
    assert mail["subject"].strip()
    assert "\n-- \n" in mail["text"]
    assert "%(" not in mail["subject"] + mail["text"] + mail["html"]
    # Mail programs have no policy: the layout's style stands in the mail.
    assert [line for line in source_errors(mail["html"]) if line != "inline <style>"] == []
    assert f'<html lang="{language}">' in mail["html"]
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", mail["html"], flags=re.DOTALL)
    read = re.sub(r"\s+", " ", bare)
    for line in mail["text"].split("\n-- \n")[0].splitlines():
        assert escape(re.sub(r"\s+", " ", line.strip())) in read
