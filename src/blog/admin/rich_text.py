"""The mark for words in another language, in Wagtail's rich text: ``<span lang="fr">``."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from blog.admin.rules import LANGUAGE_TAG, direction_of, is_language_tag

TYPE = "LANGUAGE"


class LanguageHandler(InlineEntityElementHandler):
    """Reads the mark from a stored text."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """Return what the editor keeps of the mark."""
        return {"lang": attrs["lang"]}


def write_mark(props: dict[str, Any]) -> Any:
    """Return the mark as it is stored; the words alone where the language is none."""
    lang = str(props.get("lang", ""))
    if not is_language_tag(lang):
        return props["children"]
    attributes = {"lang": lang}
    if direction_of(lang) == "rtl":
        attributes["dir"] = "rtl"
    return DOM.create_element("span", attributes, props["children"])


FEATURE = EntityFeature(
    {
        "type": TYPE,
        "icon": "globe",
        "description": _("Language (Ctrl + Alt + L)"),
        "attributes": ["lang"],
        "allowlist": {"lang": f"^{LANGUAGE_TAG}$"},
    },
    js=["js/admin/language-of-part.js"],
)
CONVERSION = {
    "from_database_format": {"span[lang]": LanguageHandler(TYPE)},
    "to_database_format": {"entity_decorators": {TYPE: write_mark}},
}
