"""What the import contracts cannot say about the shape of the house."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from wagtail.models import get_page_models

from blog.content.presenters.pages import present

SOURCE = Path(__file__).resolve().parents[2] / "src"
TEMPLATES = SOURCE.parent / "templates"
OUR_PAGES = [model for model in get_page_models() if model._meta.app_label == "content"]


def modules(pattern):
    return [
        file
        for file in sorted((SOURCE / "blog").glob(pattern))
        if file.name != "__init__.py" and file.read_text().strip()
    ]


def name_of(file):
    return ".".join(file.relative_to(SOURCE).with_suffix("").parts)


def public_functions(module):
    return [
        thing
        for name, thing in vars(module).items()
        if inspect.isfunction(thing)
        and not name.startswith("_")
        and thing.__module__ == module.__name__
    ]


@pytest.mark.parametrize("file", modules("*/services/**/*.py"), ids=name_of)
def test_use_cases_take_keywords_and_say_what_they_do(file):
    for function in public_functions(importlib.import_module(name_of(file))):
        assert function.__doc__, f"{function.__name__} has no docstring"
        positional = [
            parameter.name
            for parameter in inspect.signature(function).parameters.values()
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        assert not positional, f"{function.__name__} takes {positional} by position"


@pytest.mark.parametrize("file", modules("**/*.py"), ids=name_of)
def test_a_module_opens_with_what_it_is_for(file):
    if "migrations" not in file.parts:
        assert ast.get_docstring(ast.parse(file.read_text())), f"{file.name} has no docstring"


@pytest.mark.parametrize("model", OUR_PAGES, ids=lambda model: model.__name__)
def test_a_page_type_can_be_served_whole_and_in_part(model):
    get_template(model.template)
    get_template(f"{model.template}#{model.part}")


@pytest.mark.parametrize("model", OUR_PAGES, ids=lambda model: model.__name__)
def test_a_page_type_has_a_presenter(model):
    assert present.dispatch(model) is not present.dispatch(object)


def test_every_room_of_templates_belongs_to_a_room_of_code():
    shared = {"layouts", "components", "errors", "styleguide"}
    of_others = {
        "account",
        "allauth",
        "mfa",
        "socialaccount",
        "usersessions",
        "wagtailadmin",
        "wagtailcore",
    }
    for folder in TEMPLATES.iterdir():
        if folder.is_dir() and folder.name not in shared | of_others:
            assert (SOURCE / "blog" / folder.name).is_dir(), f"templates/{folder.name} has no room"


FORBIDDEN_IN_TEMPLATES = {
    "inline style": r"\sstyle\s*=",
    "inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "htmx code in an attribute": r"hx-on|[\"']js:",
    "htmx filter, which needs eval": r"hx-trigger=\"[^\"]*\[",
    "short htmx spelling, which is invalid HTML": r"\s(?<!data-)hx-[a-z]",
    "unchecked markup": r"\|\s*safe\b",
    "autoescape off": r"autoescape\s+off",
    "button without a type": r"<button(?![^>]*\btype=)",
    "another host": r"(src|href)=\"(https?:)?//",
}


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
def test_no_template_has(what):
    pattern = re.compile(FORBIDDEN_IN_TEMPLATES[what])
    for file in TEMPLATES.rglob("*.html"):
        text = re.sub(
            r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", file.read_text(), flags=re.DOTALL
        )
        found = pattern.search(text)
        assert not found, f"{file.relative_to(TEMPLATES)}: {found and found[0]}"


# A direction or a side that does not turn with the script: start and end do.
PHYSICAL = re.compile(
    r"(?:^|[{;])\s*("
    r"(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|(?:min-|max-)?(?:width|height)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)"
    r")\s*[:;}]",
    re.MULTILINE,
)


def test_the_style_sheets_know_no_left_and_right():
    sheets = sorted((SOURCE.parent / "frontend/css").rglob("*.css"))
    found = [
        f"{sheet.name}: {match[1]}"
        for sheet in sheets
        for match in PHYSICAL.finditer(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))
    ]

    assert len(sheets) > 20
    assert found == []


def test_no_test_empties_the_database_of_those_after_it():
    """A test in which processes meet takes ``shared_database``; pytest-django would truncate ours."""
    empties = re.compile(r"transaction\s*=\s*True|\btransactional_db\b|TransactionTestCase")
    here = Path(__file__)
    found = [
        str(file)
        for file in here.parents[1].rglob("*.py")
        if file != here and empties.search(file.read_text())
    ]

    assert found == []
