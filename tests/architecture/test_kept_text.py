"""What people type at length survives a closed tab: its form stands in the element keep-text."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

# Where a form with fields is not kept in the browser, and why. A folder stands for all in it; behind
# the # is the address that one form of several is sent to.
NOT_KEPT = {
    "account/": "addresses, passwords and codes",
    "mfa/": "passwords and codes",
    "socialaccount/": "an address, once",
    "wagtailcore/password_required.html": "a password",
    "accounts/leave.html": "a choice and a tick, which should be made anew",
    "accounts/notification_preferences.html": "choices only",
    "accounts/person.html": "ticks only",
    "accounts/profile.html#accounts:handle": "one word",
    "accounts/profile.html#accounts:picture": "a picture",
    "components/kept_form.html": "it is kept already, in the session",
    "publishing/confirm_trash.html": "a button of Wagtail's admin",
    "publishing/confirm_unpublish.html": "a choice, in Wagtail's admin",
}
FORM = re.compile(r"<form\b[^>]*?method=\"post\".*?</form>", re.DOTALL)
KEPT = re.compile(r"<keep-text\b.*?</keep-text>", re.DOTALL)
FIELD = re.compile(
    r"components/field\.html|roles_field\.html|comments/fields\.html|<textarea|<select"
    r"|\{\{ *\w*form\.(?!as_hidden|\w+\.as_hidden|number|seen_at)|type=\"text\""
)


def own_templates():
    files = [
        file
        for file in sorted(TEMPLATES.rglob("*.html"))
        if not str(file.relative_to(TEMPLATES)).startswith(("styleguide", "wagtailadmin"))
    ]
    return [(str(file.relative_to(TEMPLATES)), file.read_text()) for file in files]


WITH_FORMS = [
    (name, form)
    for name, source in own_templates()
    for form in FORM.findall(source)
    if FIELD.search(form)
]
KEEPERS = [(name, part) for name, source in own_templates() for part in KEPT.findall(source)]


def is_excepted(name, form):
    if name in NOT_KEPT or any(known[-1] == "/" and name.startswith(known) for known in NOT_KEPT):
        return True
    return any(f"{name}#" in known and known.split("#")[1] in form for known in NOT_KEPT)


@pytest.mark.parametrize(("name", "form"), WITH_FORMS)
def test_every_form_with_fields_stands_in_keep_text(name, form):
    in_keep_text = any(name == where and form in part for where, part in KEEPERS)
    assert in_keep_text or is_excepted(name, form), form[:200]


def test_there_is_something_to_look_at():
    assert len(KEEPERS) >= 15
    assert len(WITH_FORMS) >= 25


@pytest.mark.parametrize("name", NOT_KEPT)
def test_every_exception_is_still_there(name):
    assert (TEMPLATES / name.split("#")[0]).exists()


@pytest.mark.parametrize(("name", "part"), KEEPERS)
def test_text_that_comes_back_says_so_and_has_a_name(name, part):
    assert "components/kept_note.html" in part
    assert re.search(r'<keep-text\b[^>]* name="', part)
