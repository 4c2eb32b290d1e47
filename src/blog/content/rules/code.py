"""Code in colour, made on the server, so that it needs no script and no second request."""

from functools import lru_cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

LANGUAGES: dict[str, str] = {
    "text": "Plain text",
    "bash": "Shell",
    "css": "CSS",
    "django": "Django template",
    "html": "HTML",
    "javascript": "JavaScript",
    "json": "JSON",
    "python": "Python",
    "sql": "SQL",
    "toml": "TOML",
    "yaml": "YAML",
}


@lru_cache(maxsize=512)
def highlight_code(code: str, language: str) -> str:
    """Return the code as HTML, every character escaped, tokens marked by class names.

    A language that is not known is shown as plain text.
    """
    try:
        lexer = get_lexer_by_name(language, stripall=False, ensurenl=False)
    except ClassNotFound:
        lexer = TextLexer(ensurenl=False)
    html = highlight(code.strip("\n"), lexer, HtmlFormatter(nowrap=True))
    return html.removesuffix("\n")  # the formatter ends the last line, whether it was or not
