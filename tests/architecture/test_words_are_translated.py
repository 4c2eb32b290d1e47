"""Names and hints that people see in forms and in Wagtail's admin are marked for translation."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/blog"
SEEN = {"menu_label", "verbose_name", "verbose_name_plural", "label", "help_text"}
# The example form of the style guide is for those who build the site.
ENGLISH = {SOURCE / "web/styleguide.py"}
FILES = [
    file
    for file in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in file.parts and file not in ENGLISH
]


def named_values(node):
    """Return what a statement or a call gives names to, as pairs."""
    match node:
        case ast.Assign():
            return [(ast.unparse(target), node.value) for target in node.targets]
        case ast.AnnAssign():
            return [(ast.unparse(node.target), node.value)]
        case ast.Call():
            return [(keyword.arg, keyword.value) for keyword in node.keywords]
    return []


def is_bare_text(value):
    if isinstance(value, ast.JoinedStr):
        return True
    return isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value != ""


def bare_texts(source, *, but_for=()):
    """Return the lines on which a text that is seen is no call of gettext."""
    return [
        f"line {value.lineno}: {name} = {ast.unparse(value)}"
        for node in ast.walk(ast.parse(source))
        for name, value in named_values(node)
        if name in SEEN - set(but_for) and is_bare_text(value)
    ]


def test_what_people_see_is_marked_for_translation():
    found = {
        # An app's label is its name in the database.
        str(file.relative_to(SOURCE)): bare_texts(
            file.read_text(), but_for={"label"} if file.name == "apps.py" else ()
        )
        for file in FILES
    }

    assert len(found) > 300
    assert {file: texts for file, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "source",
    [
        'menu_label = "Library"',
        'class Meta:\n    verbose_name: str = "entry"',
        'Field(label="Name")',
        'Field(help_text=f"At most {most}")',
    ],
)
def test_a_bare_text_is_found(source):
    assert len(bare_texts(source)) == 1


@pytest.mark.parametrize(
    "source", ['menu_label = _("Library")', 'label: str = ""', "Field(label=name)"]
)
def test_marked_texts_and_none_are_fine(source):
    assert bare_texts(source) == []


# Quotation marks belong to a language: “…”, „…“, « … ». They stand in the texts that are translated.

TEMPLATES = SOURCE.parents[1] / "templates"
TRANSLATED = re.compile(
    r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}"
    r"|{%[^%]*%}|{{[^}]*}}",
    re.DOTALL,
)
# Said to whoever runs a command, in English.
COMMANDS = {SOURCE / "portability"}


def test_no_template_writes_quotation_marks_past_the_catalogue():
    files = sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt"))
    found = [
        f"{file.relative_to(TEMPLATES)}: {line.strip()}"
        for file in files
        for line in TRANSLATED.sub("", file.read_text()).splitlines()
        if re.search("[“”„]", line)
    ]

    assert len(files) > 200
    assert found == []


def test_no_text_is_put_between_quotation_marks_past_the_catalogue():
    found = [
        f"{file.relative_to(SOURCE)}: {ast.unparse(node)}"
        for file in FILES
        if not COMMANDS & {*file.parents}
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.JoinedStr) and re.search("[“”„]", ast.unparse(node))
    ]

    assert found == []
