"""Each override says what it answers, and Wagtail still does without. A failure here means: it can go."""

import re
from pathlib import Path

import pytest
import wagtail
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.rich_text import features

from blog.admin.overrides import ISSUES, NOT_REPORTED, OF_DRAFTAIL, OVERRIDES

PROJECT = Path(__file__).resolve().parents[2]
WAGTAIL = Path(wagtail.__file__).parent
TEMPLATES = WAGTAIL / "admin/templates/wagtailadmin"
ROOTS = {"js": "frontend", "css": "frontend", "admin": "src/blog", "templates": "."}


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: override.name)
def test_an_override_is_where_it_says_and_names_its_issue(override):
    for place in override.where.split(", "):
        assert (PROJECT / ROOTS[place.split("/")[0]] / place).exists()
    reported = rf"({ISSUES}|{OF_DRAFTAIL})\d+"
    assert override.upstream == NOT_REPORTED or re.fullmatch(reported, override.upstream)


def test_wagtail_starts_its_widgets_by_inline_scripts():
    panel = (TEMPLATES / "panels/inline_panel.html").read_text()
    assert "<script>" in panel
    assert "<script>" in (WAGTAIL / "admin/widgets/chooser.py").read_text()


@pytest.mark.parametrize("name", ["date", "time", "datetime"])
def test_wagtail_asks_for_days_and_times_with_a_picker_of_its_own(name):
    assert "<script>" in (TEMPLATES / f"widgets/{name}_input.html").read_text()


@pytest.mark.parametrize(
    ("widget", "kind"),
    [(AdminDateInput, "date"), (AdminTimeInput, "time"), (AdminDateTimeInput, "datetime-local")],
)
def test_the_browser_asks_for_days_and_times(widget, kind):
    html = widget().render("when", None, {"id": "when"})

    assert f'type="{kind}"' in html
    assert "start-widget" not in html


def test_wagtail_has_no_mark_for_languages():
    assert (
        "lang" not in (WAGTAIL / "admin/wagtail_hooks.py").read_text().lower().split("draftail")[1]
    )
    assert [name for name in features.get_default_features() if "lang" in name] == []


STYLES = (WAGTAIL / "admin/static/wagtailadmin/css/core.css").read_text()


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(r"\.w-minimap__list\{[^}]*overflow-y:auto", id="folded outline"),
        pytest.param(r"tr\.disabled td\{opacity:\.25\}", id="pages not to choose"),
        pytest.param(
            r"\.comment__button\{[^}]*color:var\(--w-color-surface-button-default\)",
            id="remark buttons",
        ),
        pytest.param(r"\.replace-file-input \[type=file\]\{[^}]*opacity:0", id="choosing files"),
        pytest.param(r"\.content-wrapper\{[^}]*scroll-behavior:smooth", id="gliding"),
        pytest.param(r"\.form-side\{[^}]*min-width:22\.875rem", id="narrow screens"),
        pytest.param(r"\.has-messages \.sidebar-nav-toggle\{top:82px\}", id="button of the menu"),
        pytest.param(r"\.comment\{[^}]*width:300px", id="narrow fields: remarks"),
        pytest.param(
            r"\.w-field__comment-button\{[^}]*inset-inline-end:-2rem", id="narrow fields: buttons"
        ),
    ],
)
def test_wagtails_styles_are_still_what_ours_answer(rule):
    assert re.search(rule, STYLES)


def test_wagtail_names_a_panel_without_its_number():
    toggle = (TEMPLATES / "shared/side_panel_toggle.html").read_text()
    assert 'aria-label="{{ toggle.aria_label }}"' in toggle
    assert "toggle.has_counter" in toggle


def test_wagtail_shows_who_else_is_here_without_a_name():
    sessions = (TEMPLATES / "shared/editing_sessions/list.html").read_text()
    button = re.search(r'<button class="w-editing-sessions__session"[^>]*>', sessions)
    assert button
    assert "aria-label" not in button[0]


def test_wagtails_rich_text_is_a_combobox_of_many_lines():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/draftail.js").read_text()
    assert '"combobox"' in script
    assert '"aria-multiline"' in script


def test_wagtails_dialogs_leave_the_page_behind_them_in_reach():
    assert "inert" not in (WAGTAIL / "admin/static/wagtailadmin/js/modal-workflow.js").read_text()


def test_wagtails_menu_takes_the_focus_at_every_escape():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/sidebar.js").read_text()
    listens = script.index('"Escape"===')
    assert re.search(r'""===\w\.navigationPath&&\w\(\)', script[listens : listens + 100])


def test_wagtails_list_of_blocks_leaves_the_focus_on_its_button():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/telepath/blocks.js").read_text()
    opens = re.search(r"open\(\)\{this\.addButton\.attr[^}]*\}", script)
    assert opens
    assert "focus" not in opens[0]


def test_wagtails_menus_stay_when_the_focus_has_left_them():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/core.js").read_text()
    assert "hideOnPopperBlur" not in script


def test_wagtails_bulk_acts_are_not_called_what_is_seen_on_them():
    tags = (WAGTAIL / "admin/templatetags/wagtailadmin_tags.py").read_text()
    assert '"aria-label": action.aria_label' in tags


def test_wagtails_list_in_a_text_is_shown_as_a_tooltip():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/draftail.js").read_text()
    assert 'className:"Draftail-Tooltip",visible:' in script


def test_wagtails_kinds_of_links_are_lines_of_text():
    assert ".link-types" not in STYLES


def test_wagtails_toolbar_is_for_the_mouse_alone():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/draftail.js").read_text()
    assert "tabIndex:-1,onMouseDown:this.onMouseDown" in script


def test_wagtails_form_does_not_say_what_it_saved_by_itself():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/core.js").read_text()
    saver = script.split("overwrite_revision_id")[1].split("updateIndicator")[0]
    assert "loaded_revision" not in saver


def test_wagtail_has_no_way_to_sign_in_again_in_the_editor():
    script = (WAGTAIL / "admin/static/wagtailadmin/js/core.js").read_text()
    assert "signed out" not in script.lower()


def test_wagtails_focal_point_begins_with_a_mouse():
    vendor = WAGTAIL / "images/static/wagtailimages/js/vendor/jquery.Jcrop.min.js"
    assert '"blur",function(e){n.hide()})' in vendor.read_text()
