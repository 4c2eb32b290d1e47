"""The texts of the interface and their translations, without the gettext programs.

``python -m tests.support.messages`` (``bin/translate``) brings every language's file up to date
with the code: new texts are added without a translation, old ones are dropped, and the compiled
file is written. The tests in tests/config/test_translations.py say what is still untranslated.
"""

import io
import re
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[2]
LOCALE = PROJECT / "locale"
LANGUAGES = ["de"]
OURS = ("src", "templates")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

# templatize() returns the calls with the rest of the template, blanked out, between them.
_TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(?:n?p?gettext|_)\((?:{_TEXT}|[^()'\"])*\)", re.DOTALL)

type Key = tuple[str, str, str]  # context, text, plural


def texts() -> dict[Key, list[str]]:
    """Return every text that code and templates mark for translation, and where it stands."""
    found: dict[Key, list[str]] = {}
    for folder in OURS:
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.suffix in {".py", ".html", ".txt"} and file.is_file():
                for key in _texts_of(file):
                    found.setdefault(key, []).append(str(file.relative_to(PROJECT)))
    return found


def _texts_of(file: Path) -> list[Key]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        source = "\n".join(match[0] for match in _CALL.finditer(templatize(source)))
    keys = []
    for _line, text, _comments, context in extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS
    ):
        single, plural = (text, "") if isinstance(text, str) else (text[0], text[1])
        if single:
            keys.append((context or "", single, plural or ""))
    return keys


def catalogue_file(language: str) -> Path:
    """Return where a language's texts are kept."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def update(language: str) -> polib.POFile:
    """Bring a language's file up to date, write it and its compiled form, and return it."""
    file = catalogue_file(language)
    old = polib.pofile(str(file)) if file.exists() else polib.POFile()
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=100)
    new.metadata = {
        "Project-Id-Version": "Galley",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for (context, text, plural), places in texts().items():
        before = known.get((context, text))
        entry = polib.POEntry(msgid=text, msgctxt=context or None)
        entry.occurrences = [(place, "") for place in dict.fromkeys(places)]
        if "%(" in text or "%s" in text:
            entry.flags = ["python-format"]
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = dict(before.msgstr_plural) if before else {}
            for number in (0, 1):
                entry.msgstr_plural.setdefault(number, "")
        else:
            entry.msgstr = before.msgstr if before else ""
        new.append(entry)
    file.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(file))
    new.save_as_mofile(str(file.with_suffix(".mo")))
    return new


def main() -> int:
    """Update every language; say what is left to translate."""
    for language in LANGUAGES:
        missing = update(language).untranslated_entries()
        print(f"{language}: {len(missing)} texts to translate in {catalogue_file(language)}")
        for entry in missing:
            print(f"  {entry.msgid!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
