"""Good and bad texts, and what the checklist says of them."""

from pathlib import Path

import pytest

from blog.publishing.rules.other_scripts import is_latin
from blog.publishing.rules.readiness import (
    RECOMMENDED,
    WEIGHTS,
    Check,
    Description,
    Weight,
    findings,
)


def post(*blocks, **fields):
    body = tuple(
        {"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(blocks)
    )
    return Description(
        **{"title": "Rye, slowly", "summary": "A loaf.", **fields},
        body=body or ({"type": "paragraph", "value": "<p>Flour and water.</p>", "id": "b0"},),
    )


def picture(alt="", caption="", *, decorative=False):
    return (
        "image",
        {"image": {"image": 7, "alt_text": alt, "decorative": decorative}, "caption": caption},
    )


def heading(text, level="2"):
    return ("heading", {"text": text, "level": level})


def paragraph(html):
    return ("paragraph", html)


def table(*headings, header_column=False):
    columns = [{"type": "text", "heading": h} for h in headings]
    rows = [{"values": ["x"] * len(headings)}]
    return (
        "table",
        {
            "caption": "Prices",
            "header_column": header_column,
            "table": {"columns": columns, "rows": rows},
        },
    )


def said(description, **how):
    return {finding.check for finding in findings(description, **how)}


GOOD = {
    "a plain text": post(),
    "a picture that is described": post(picture("A loaf on a board, cut open")),
    "a picture that decorates": post(picture(decorative=True)),
    "a block whose picture was never chosen": post(("image", {"image": {"image": None}})),
    "a hero without words is decoration": post(has_hero=True),
    "headings in order": post(heading("One"), heading("Under it", "3"), heading("Two")),
    "a link that says where it leads": post(
        paragraph('<p><a href="https://mill.example">the mill</a></p>')
    ),
    "a link to a page that is there": post(
        paragraph('<p><a linktype="page" id="5">our rye</a></p>'), pages=frozenset({5})
    ),
    "a document that is there": post(
        paragraph('<p><a linktype="document" id="2">the list</a></p>'), documents=frozenset({2})
    ),
    "a table with heads": post(table("Flour", "Price")),
    "an empty corner over heads of rows": post(table("", "2025", "2026", header_column=True)),
    "a video with a title": post(("embed", {"url": "https://vimeo.com/1", "title": "Kneading"})),
    "TK inside a word or a name": post(
        paragraph("<p>The ATKINS diet and a robot named TK-421, Atk, tk.</p>")
    ),
    "TK in code": post(
        ("code", {"language": "text", "code": "TK = 1"}), paragraph("<p>See above.</p>")
    ),
    "words in another script that are marked": post(
        paragraph('<p>He wrote <b><span lang="grc">Ἐν ἀρχῇ ἦν ὁ λόγος</span></b>.</p>')
    ),
    "words within marked words": post(
        paragraph('<p><span lang="he" dir="rtl">לחם <b>שיפון</b></span></p>')
    ),
    "a quotation that says its language": post(
        ("quote", {"text": "Хлеб всему голова.", "language": "ru"}), paragraph("<p>x</p>")
    ),
    "signs and a face": post(
        paragraph(r"<p>α, β, γ; 5 µm, Δt, 3 Ω and ¯\_(ツ)_/¯, “déjà vu”, Łódź.</p>")
    ),
    "code in another script": post(paragraph("<p><code>привет</code></p>")),
    "a text in Greek": post(paragraph("<p>Ψωμί από σίκαλη.</p>"), language="el"),
    "markdown with headings in order": post(
        ("markdown", {"text": "## One\n\ntext\n\n### Two\n\ntext"})
    ),
}

BAD = {
    "no title": (post(title="  "), {Check.TITLE}),
    "a long title": (post(title="long " * 30), {Check.TITLE_LENGTH}),
    "a title of two letters": (post(title="Ry"), {Check.TITLE_LENGTH}),
    "no summary": (post(summary=" "), {Check.SUMMARY}),
    "no text": (post(paragraph("")), {Check.TEXT}),
    "TK in the text": (post(paragraph("<p>It costs TK euros.</p>")), {Check.PLACEHOLDER}),
    "TKTK in the summary": (post(summary="TKTK"), {Check.PLACEHOLDER}),
    "TK in a pull quote": (
        post(("pull_quote", {"text": "TK"}), paragraph("<p>x</p>")),
        {Check.PLACEHOLDER},
    ),
    "lorem ipsum": (post(paragraph("<p>Lorem ipsum dolor.</p>")), {Check.PLACEHOLDER}),
    "a picture without words": (post(picture(), paragraph("<p>x</p>")), {Check.ALT_MISSING}),
    "a file's name": (
        post(picture("IMG_2041.JPG"), paragraph("<p>x</p>")),
        {Check.ALT_IS_FILE_NAME},
    ),
    "a camera's name": (
        post(picture("DSC 00123"), paragraph("<p>x</p>")),
        {Check.ALT_IS_FILE_NAME},
    ),
    "the caption again": (
        post(picture("A loaf", "A loaf."), paragraph("<p>x</p>")),
        {Check.ALT_IS_CAPTION},
    ),
    "a hero named by its file": (
        post(has_hero=True, hero_alt="rye-final.png"),
        {Check.ALT_IS_FILE_NAME},
    ),
    "a picture in a gallery": (
        post(
            ("gallery", {"images": [{"type": "item", "value": picture()[1]}]}),
            paragraph("<p>x</p>"),
        ),
        {Check.ALT_MISSING},
    ),
    "a subheading without a heading": (post(heading("Deep", "3")), {Check.HEADING_ORDER}),
    "an empty heading": (post(heading(" "), paragraph("<p>x</p>")), {Check.HEADING_EMPTY}),
    "markdown that skips a level": (
        post(("markdown", {"text": "## One\n\n#### Three"})),
        {Check.HEADING_ORDER},
    ),
    "click here": (
        post(paragraph('<p><a href="https://mill.example">Click here</a></p>')),
        {Check.LINK_TEXT},
    ),
    "hier": (
        post(paragraph('<p>Mehr <a href="https://mill.example">hier</a>.</p>')),
        {Check.LINK_TEXT},
    ),
    "a link without words": (
        post(paragraph('<p>x<a href="https://mill.example"> </a></p>')),
        {Check.LINK_EMPTY},
    ),
    "a page that is gone": (
        post(paragraph('<p><a linktype="page" id="9">our rye</a></p>')),
        {Check.LINK_BROKEN},
    ),
    "a document that is gone": (
        post(paragraph('<p><a linktype="document" id="9">the list</a></p>')),
        {Check.LINK_BROKEN},
    ),
    "an address of the site where nothing is": (
        post(
            ("markdown", {"text": "As [we said](/posts/gone/)."}), lost=frozenset({"/posts/gone/"})
        ),
        {Check.LINK_BROKEN},
    ),
    "here, in a footnote": (
        post(
            (
                "footnotes",
                {"notes": [{"value": {"label": "1", "text": "[here](https://a.example)"}}]},
            ),
            paragraph("<p>x</p>"),
        ),
        {Check.LINK_TEXT},
    ),
    "a link to nowhere": (post(paragraph("<p><a>our rye</a></p>")), {Check.LINK_BROKEN}),
    "a table without heads": (post(table("", "")), {Check.TABLE_HEADERS}),
    "a table with one head missing": (post(table("Flour", "")), {Check.TABLE_HEADERS}),
    "a video without a title": (
        post(("embed", {"url": "https://vimeo.com/1", "title": ""}), paragraph("<p>x</p>")),
        {Check.EMBED_TITLE},
    ),
    "Greek": (
        post(paragraph("<p>He wrote <em>Ἐν ἀρχῇ ἦν ὁ λόγος</em>.</p>")),
        {Check.LANGUAGE_OF_PART},
    ),
    "Cyrillic after marked words": (
        post(paragraph('<p><span lang="ru">Хлеб</span> and хлеб</p>')),
        {Check.LANGUAGE_OF_PART},
    ),
    "Arabic in Markdown": (post(("markdown", {"text": "Say خبز."})), {Check.LANGUAGE_OF_PART}),
    "Hebrew in a quotation": (
        post(("quote", {"text": "לחם", "language": ""}), paragraph("<p>x</p>")),
        {Check.LANGUAGE_OF_PART},
    ),
    "Chinese in a note": (
        post(("callout", {"title": "", "text": "<p>黑麦面包</p>"}), paragraph("<p>x</p>")),
        {Check.LANGUAGE_OF_PART},
    ),
    "Japanese": (post(paragraph("<p>ライ麦パン</p>"), language="de-CH"), {Check.LANGUAGE_OF_PART}),
    "Korean": (post(paragraph("<p>호밀빵</p>")), {Check.LANGUAGE_OF_PART}),
    "Hindi": (post(paragraph("<p>रोटी</p>")), {Check.LANGUAGE_OF_PART}),
    "sentences without end": (post(paragraph(f"<p>{'word ' * 60}</p>")), {Check.READING_LEVEL}),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_nothing_is_said_of(text):
    assert said(text) == set()


@pytest.mark.parametrize(("text", "checks"), BAD.values(), ids=BAD)
def test_something_is_said_of(text, checks):
    assert said(text) == checks


def test_every_check_has_a_weight_and_a_bad_case():
    assert set(WEIGHTS) == set(Check)
    assert {check for _text, checks in BAD.values() for check in checks} == set(Check)


def required(text, *, demanded=()):
    found = findings(text, demanded=demanded)
    return [finding.check for finding in found if finding.weight is Weight.REQUIRED]


def test_what_is_recommended_does_not_block_unless_the_section_demands_it():
    text = post(paragraph('<p><a href="https://a.example/">here</a></p>'), summary="")

    assert required(text) == []
    assert required(text, demanded=["summary"]) == [Check.SUMMARY]
    assert required(text, demanded=RECOMMENDED) == [Check.SUMMARY, Check.LINK_TEXT]


def test_what_a_section_demands_is_what_is_recommended():
    assert {WEIGHTS[check] for check in RECOMMENDED} == {Weight.RECOMMENDED}
    assert set(RECOMMENDED) == {c for c, weight in WEIGHTS.items() if weight is Weight.RECOMMENDED}


def test_information_never_blocks_and_what_is_required_stays_so():
    text = post(paragraph(f"<p>{'word ' * 60}</p>"))

    assert required(text, demanded=list(Check)) == []
    assert [finding.weight for finding in findings(text)] == [Weight.INFORMATION]
    assert required(post(title=""), demanded=["no such check"]) == [Check.TITLE]


def test_words_in_another_script_are_named_as_they_stand_together():
    (finding,) = findings(post(paragraph("<p>He wrote Ἐν ἀρχῇ ἦν ὁ λόγος, and left; λόγος.</p>")))

    assert (finding.place, finding.detail) == ("b0", "Ἐν ἀρχῇ ἦν ὁ λόγος")
    assert finding.weight is Weight.RECOMMENDED


@pytest.mark.parametrize(
    ("language", "latin"), [("en", True), ("el", False), ("sr-Latn", True), ("zh-hans", False)]
)
def test_which_languages_are_written_in_latin_letters(language, latin):
    assert is_latin(language) is latin


def test_the_reference_tells_of_every_check():
    words = (Path(__file__).parents[3] / "docs/reference/checklist.md").read_text()

    assert [check for check in Check if f"| {check} | {WEIGHTS[check]} |" not in words] == []


def test_a_finding_says_where_it_is():
    (finding,) = findings(post(paragraph("<p>x</p>"), picture(caption="The oven")))

    assert (finding.place, finding.detail) == ("b1", "The oven")
