"""/styleguide/: every component with one worked example. Not in production."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

# Seen on every page, that of the style guide too, or not seen at all.
SHOWN_BY_THE_PAGE = {"feed_links", "footer", "masthead", "meta", "page_header", "preferences"}


@dataclass(frozen=True)
class Example:
    """A component as it looks with the inputs that stand beside it."""

    name: str
    inputs: str
    html: SafeString


class ExampleForm(forms.Form):
    """The one input that JSON cannot hold: a form, here one that was not accepted."""

    email = forms.EmailField(label="E-mail address", help_text="Nobody else sees it.")


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Show every example."""
    examples = [_example(file) for file in example_files()]
    return render(request, "styleguide/page.html", {"examples": examples})


def example_files() -> list[Path]:
    """Return the files of examples: each has the name of its component and holds its inputs."""
    return sorted((settings.PROJECT_DIR / "templates/styleguide").glob("*.json"))


def _example(file: Path) -> Example:
    inputs = file.read_text(encoding="utf-8").strip()
    form = ExampleForm({"email": "rosa at example"})
    context = {"form": form, "field": form["email"], **_as_objects(json.loads(inputs))}
    html = render_to_string(f"components/{file.stem}.html", context)
    return Example(file.stem, inputs, html)


def _as_objects(value: Any) -> Any:
    """Return what JSON says, with moments where it names them and addresses of static files."""
    if isinstance(value, dict):
        return {name: _as_objects(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_objects(one) for one in value]
    if isinstance(value, str) and value.startswith("static:"):
        return static(value.removeprefix("static:"))
    if isinstance(value, str) and value.endswith("Z"):
        return parse_datetime(value) or value
    return value
