"""Where this room is plugged into Wagtail's pages."""

from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail import hooks

from blog.admin import rich_text

SCRIPTS = (
    *("start-widgets", "names", "dialogs", "toolbars", "blocks", "focal-point"),
    "over-the-text",
)


def words() -> dict[str, str]:
    """Return what the scripts of this room say."""
    return {
        "cell": gettext("Row {row}, column {column}"),
        "heading": gettext("Heading of column {column}"),
        "subpages": gettext("Pages below it"),
        "focal": gettext("Enter sets it in the middle; arrows move it, with Shift by more."),
        "mark": gettext("Words in another language"),
        "language": gettext("Language, such as fr or de-CH"),
        "text": gettext("The words"),
        "wrong": gettext("A language has two or three letters, such as fr. Type it again."),
        "nothing": gettext("Type the words that are in this language."),
        "save": gettext("Mark the words"),
        "remove": gettext("Take the mark away"),
        "cancel": gettext("Cancel"),
        "toolbar": gettext("Formatting"),
    }


@hooks.register("insert_global_admin_js")
def scripts() -> SafeString:
    """Load what every page of Wagtail's needs; see overrides.py."""
    tags = format_html_join(
        "",
        '<script src="{}"></script>',
        [(static(f"js/admin/{name}.js"),) for name in SCRIPTS],
    )
    return format_html("{}{}", json_script(words(), "admin-words"), tags)


@hooks.register("insert_editor_js")
def saving() -> SafeString:
    """Load what holds the editor's form until it can be saved; see overrides.py."""
    parts = [render_to_string(f"layouts/{name}.html") for name in ("live_region", "sign_in_again")]
    scripts = [static(f"js/{name}.js") for name in ("elements/live-region", "admin/saving")]
    return format_html(
        "{}{}",
        format_html_join("", "{}", [(part,) for part in parts]),
        format_html_join("", '<script src="{}"></script>', [(script,) for script in scripts]),
    )


@hooks.register("insert_global_admin_css")
def styles() -> SafeString:
    """Load what keeps Wagtail's pages usable on a narrow screen; see overrides.py."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_rich_text_features")
def parts_have_a_language(features: Any) -> None:
    """Let authors say in which language a few words are."""
    features.register_editor_plugin("draftail", "language", rich_text.FEATURE)
    features.register_converter_rule("contentstate", "language", rich_text.CONVERSION)
