"""What readers can ask for. Addresses are typed and shared by people, so much is forgiven."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from blog.content import selectors
from blog.content.rules import search_query
from blog.content.rules.search_query import LONGEST_QUERY, SearchQuery
from blog.content.selectors import SearchFilters
from blog.errors import NotFound


class QueryField(forms.CharField):
    """Words to look for. Control characters count as spaces."""

    def to_python(self, value: Any) -> str:
        """Return the text as it is searched and shown."""
        return search_query.clean(super().to_python(value) or "")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as year-month-day, such as 2026-11-24.")},
    )


class SearchForm(forms.Form):
    """A search, as its address asks for it. Bind it to ``request.GET``; everything is optional.

    Once valid it has ``query``, ``filters`` and the ``parameters`` that ask for the same again.
    """

    q = QueryField(
        label=_("Search titles, summaries and texts"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"id": "search-query"}),
        error_messages={
            "max_length": _(
                "Search for at most %(limit_value)d characters; this has %(show_value)d."
            )
        },
    )
    section = forms.CharField(required=False, widget=forms.HiddenInput)
    tag = forms.CharField(required=False, widget=forms.HiddenInput)
    author = forms.CharField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(
        required=False, min_value=1000, max_value=9998, widget=forms.HiddenInput
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Best matches first")), ("newest", _("Newest first"))],
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="search-%s", use_required_attribute=False)
        # "from" is no name for an attribute, and the right word in an address.
        self.fields["from"] = _day(_("Published from"))
        self.fields["to"] = _day(_("Published until"))
        self.order_fields(["q", "from", "to", "sort", "section", "tag", "author", "year"])

    def narrowed_to(self) -> list[tuple[str, str]]:
        """Return the filters that were asked for, as they were written."""
        names = ("section", "tag", "author", "year")
        return [(name, self.data[name]) for name in names if self.data.get(name)]

    def has_more(self) -> bool:
        """Return whether one of the fields was used that few need."""
        return any(self.data.get(name) for name in ("from", "to", "sort"))

    def clean(self) -> dict[str, Any]:
        """Find what the filters name, and refuse dates that end before they begin.

        A filter that names nothing is an error of the whole form: it has no field to stand beside.
        """
        cleaned = super().clean() or {}
        finders: dict[str, tuple[Any, Any]] = {
            "section": (selectors.get_section, _("There is no section “%s”.")),
            "tag": (selectors.get_tag, _("There is no tag “%s”.")),
            "author": (selectors.get_author, _("There is no author “%s”.")),
            "year": (int, _("“%s” is not a year.")),
        }
        for name, (find, message) in finders.items():
            asked = cleaned.get(name)
            try:
                cleaned[name] = find(asked) if asked else None
            except NotFound:
                self.add_error(None, message % asked)
            if self.errors.pop(name, None):
                self.add_error(None, message % search_query.clean(self.data[name])[:60])
        since, until = cleaned.get("from"), cleaned.get("to")
        if since and until and until < since:
            self.add_error("to", _("This day is before the first. Choose a later one."))
        return cleaned

    @cached_property
    def query(self) -> SearchQuery:
        """What the words mean in the language of the page."""
        return search_query.parse(self.cleaned_data.get("q", ""), get_language() or "en")

    @cached_property
    def filters(self) -> SearchFilters:
        """What results are narrowed to."""
        cleaned = self.cleaned_data
        return SearchFilters(
            section=cleaned["section"],
            tag=cleaned["tag"],
            author=cleaned["author"],
            year=cleaned["year"],
            since=cleaned["from"],
            until=cleaned["to"],
            newest_first=cleaned["sort"] == "newest",
        )

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What the address says, without what is empty or unknown."""
        given = {name: self.data.get(name) or "" for name in self.fields}
        given["q"] = self.cleaned_data["q"]
        return {name: value for name, value in given.items() if value}
