"""Hostile HTML and Markdown: what is known to have got through elsewhere, crossed with itself."""

from itertools import product

TAGS = [
    "a", "p", "img", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "video", "audio",
    "source", "body", "base", "meta", "link", "style", "script", "template", "noscript", "textarea", "title",
    "xmp", "marquee", "details", "dialog", "hx-partial", "x-y", "animate", "foreignObject", "select", "table",
]  # fmt: skip
ATTRIBUTES = [
    "onerror", "onload", "onfocus autofocus", "ONCLICK", "onanimationstart", "onbeforetoggle popover",
    "hx-get", "data-hx-get", "hx-on:click", "hx-on--load", "data-hx-on-click", "hx-vals", "hx-trigger", "hx-swap-oob",
    "id", "name", "class", "style", "href", "src", "srcdoc", "srcset", "action", "formaction", "xlink:href",
    "background", "http-equiv=refresh content", "is", "slot", "target", "ping", "contenteditable", "dir", "lang",
]  # fmt: skip
VALUES = [
    "alert(1)", "javascript:alert(1)", "getElementById", "js:alert(1)", "data:text/html,<script>alert(1)</script>",
    "0;url=javascript:alert(1)", "//evil.example",
]  # fmt: skip
SCHEME = [
    "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "java\rscript:", " javascript:", "\x01javascript:",
    "javascript&colon;", "&#106;avascript:", "&#x6A;avascript:", "&#0000106avascript:", "javascript&#58;",
    "java\u200bscript:", "\u00a0javascript:", "vbscript:", "data:text/html,", "data:image/svg+xml,", "blob:", "file:///",
    "feed:javascript:", "view-source:", "//evil.example/", "/\\evil.example/", "\\\\evil.example/", "ws://", "jar:",
    "ｊavascript:", "javascript://%0a", "livescript:", "mocha:", "x-schema:", "intent:",
]  # fmt: skip
WRAPPERS = [
    "{}", "<p>{}", "<svg>{}</svg>", "<math><mtext>{}", "<svg><style>{}", "<noscript>{}", "<template>{}", "<!--{}-->",
    "<![CDATA[{}]]>", "<table><tr>{}", "<select>{}", "<textarea>{}", "<title>{}", "<xmp>{}", "<style>{}</style>",
    "<math><mtext><table><mglyph><style><!--</style>{}", "<svg></p><style><a title=\"</style>{}\">", "<form><form>{}",
    "`{}", "<a href=\"https://a.example/{}", "</p></blockquote>{}",
]  # fmt: skip
QUOTES = ['"{}"', "'{}'", "{}", "`{}`"]
MARKDOWN = ["[x]({})", "[x](<{}>)", "<{}>", "[x][1]\n\n[1]: {}", "![x]({})", "[![x]({})](https://a.example)", "> [x]({}", "`[x]({})", "{}"]  # fmt: skip


def elements_with_attributes():
    for number, (tag, attribute, value) in enumerate(product(TAGS, ATTRIBUTES, VALUES)):
        quote = QUOTES[number % len(QUOTES)]
        yield f"<{tag} {attribute}={quote.format(value)}>x</{tag}>"
        if number % 5 == 0:
            yield f"<{tag}/{attribute}\n=\n{quote.format(value)}/>"


def links():
    for scheme, wrapper in product(SCHEME, WRAPPERS):
        yield wrapper.format(f'<a href="{scheme}alert(1)">x</a>')
        yield wrapper.format(f"<a\x0chref={scheme}alert(1)>x")


def nested():
    for outer, inner, tag in product(WRAPPERS, WRAPPERS[1:8], ("img src=x onerror", "svg/onload")):
        yield outer.format(inner.format(f"<{tag}=alert(1)>"))


def markdown():
    for pattern, scheme in product(MARKDOWN, SCHEME):
        yield pattern.format(f"{scheme}alert(1)")
