"""Every place where Wagtail's pages are not taken as they come, and what Wagtail knows of it.

``e2e/test_overrides_are_still_needed.py`` and ``tests/admin/test_overrides.py`` show for each that
Wagtail still does without. When one of them fails, the override can go.
"""

from dataclasses import dataclass

NOT_REPORTED = "not reported upstream"
ISSUES = "https://github.com/wagtail/wagtail/issues/"
OF_DRAFTAIL = "https://github.com/wagtail/draftail/issues/"


@dataclass(frozen=True)
class Override:
    """What is done, where, and the issue at Wagtail's that would end it."""

    name: str
    does: str
    where: str
    upstream: str = NOT_REPORTED


OVERRIDES = [
    Override(
        "inline scripts",
        "Widgets are started from data, so that the admin's policy needs no inline scripts.",
        "admin/widgets.py, templates/wagtailadmin/panels/, js/admin/start-widgets.js",
        f"{ISSUES}1288",
    ),
    Override(
        "days and times",
        "The browser asks for days and times: by keyboard, closed with Escape.",
        "admin/widgets.py, templates/wagtailadmin/widgets/",
        f"{ISSUES}5325",
    ),
    Override(
        "language of parts",
        "Words in another language can be marked.",
        "admin/rich_text.py, js/admin/language-of-part.js",
        f"{ISSUES}4694",
    ),
    Override("rich text", "Rich text fields have a name.", "js/admin/names.js", f"{ISSUES}14205"),
    Override(
        "table cells",
        "The fields of a table say their row and column.",
        "js/admin/names.js",
        f"{ISSUES}7646",
    ),
    Override(
        "toolbars",
        "The toolbar of a rich text is used by keyboard, and Tab leads out of a list.",
        "js/admin/toolbars.js",
        f"{OF_DRAFTAIL}149",
    ),
    Override(
        "blocks",
        "The focus stays with who adds, moves and deletes blocks, and goes into the list of them.",
        "js/admin/blocks.js",
    ),
    Override(
        "own saving",
        "What was saved by itself is no conflict with oneself; a button waits for it.",
        "js/admin/saving.js",
        f"{ISSUES}13863",
    ),
    Override(
        "ended sessions",
        "Whoever was signed out signs in on the spot, and what they wrote is saved then.",
        "js/admin/saving.js",
    ),
    Override("tags", "The field for tags has a name.", "js/admin/names.js"),
    Override("many files", "The field for many files has a name.", "js/admin/names.js"),
    Override(
        "focal point",
        "The focal point of a picture is set and moved by keyboard, and is seen to have the focus.",
        "js/admin/focal-point.js, js/admin/names.js, css/admin.css",
    ),
    Override("choosing files", "Whoever chooses files by keyboard sees where.", "css/admin.css"),
    Override(
        "list of pages", "The last column of a list of pages has a heading.", "js/admin/names.js"
    ),
    Override("presence", "Who else has a page open has a name.", "js/admin/names.js"),
    Override("remarks", "The number of remarks is part of its button's name.", "js/admin/names.js"),
    Override(
        "dialogs",
        "A dialog has a name, takes the focus, keeps it, and gives it back when it ends.",
        "js/admin/dialogs.js",
        f"{ISSUES}5338",
    ),
    Override(
        "over the text",
        "Menus, and on a narrow screen the panels at the side, go with the focus or at Escape; then"
        " their button has it. Escape takes the focus away from nobody else.",
        "js/admin/over-the-text.js",
    ),
    Override("bulk acts", "What is seen on a button is its name.", "js/admin/names.js"),
    Override(
        "lists in the text", "A list of blocks is no tooltip without a name.", "js/admin/names.js"
    ),
    Override("kinds of links", "The kinds of links are large enough to be met.", "css/admin.css"),
    Override("gliding", "What has the focus is on the screen at once.", "css/admin.css"),
    Override(
        "folded outline", "The outline scrolls only where it can be reached.", "css/admin.css"
    ),
    Override("remark buttons", "The buttons of remarks can be read in the dark.", "css/admin.css"),
    Override(
        "narrow screens",
        "Outline and side panels leave room for the text; what has the focus is clear of the bars.",
        "css/admin.css",
    ),
    Override(
        "button of the menu",
        "On a narrow screen it stays in its corner when there is a message.",
        "css/admin.css",
        f"{ISSUES}8449",
    ),
    Override(
        "narrow fields",
        "Fields, tables, dialogs, remarks, what was chosen and bulk acts fit a narrow screen.",
        "css/admin.css",
    ),
    Override(
        "narrow bars",
        "On a narrow screen search, order and “add” are on rows of their own, none over another.",
        "css/admin.css",
    ),
]
