"""The demo publication's pictures: all there, the right size, the same every time, not blank."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from blog.content.services import social_images
from blog.operations.demo.pictures import icons
from blog.operations.demo.pictures.catalogue import PICTURES, UnknownPicture, draw
from blog.operations.demo.pictures.press import VERMILION

LANDSCAPES = {
    "type-case", "galley-proof", "caret-mark", "composing-stick", "press-room", "ink-rollers",
    "paper-stack", "window-desk", "night-newsroom", "red-pencil", "two-columns", "reading-chair",
    "garden-trellis", "crossing-paths", "lighthouse", "harbour-morning", "clock-wall",
    "switchboard", "letterbox", "bookshelves", "folded-map", "speech-threads", "keyboard-keys",
    "contrast-ladder", "measure-ruler", "archive-drawers", "rain-on-glass", "tram-at-dusk",
    "mountain-path", "seed-packets", "bread-table", "bridge-span", "tide-tables",
}  # fmt: skip
PORTRAITS = {
    "portrait-rosa", "portrait-idris", "portrait-mei", "portrait-tomas", "portrait-ana",
    "portrait-jonas",
}  # fmt: skip
PROJECT = Path(__file__).parents[2]
ICONS = PROJECT / "frontend" / "icons"


def test_the_catalogue_holds_the_pictures_that_posts_may_name():
    assert set(PICTURES) == LANDSCAPES | PORTRAITS


@pytest.mark.parametrize("name", sorted(LANDSCAPES | PORTRAITS))
def test_a_picture_has_its_size_and_is_not_nearly_blank(name):
    picture = draw(name)

    assert picture.mode == "RGB"
    assert picture.size == ((1600, 1000) if name in LANDSCAPES else (800, 800))
    grey = picture.convert("L")
    assert ImageStat.Stat(grey).stddev[0] > 35
    shares = [count / (grey.width * grey.height) for count in grey.histogram()]
    assert sum(shares[:80]) > 0.1, "hardly any dark ink"
    assert sum(shares[150:]) > 0.03, "hardly any light: paper or a pale tint"


@pytest.mark.parametrize("name", ["lighthouse", "portrait-mei"])
def test_a_picture_is_the_same_every_time(name):
    assert draw(name).tobytes() == draw(name).tobytes()


def test_no_two_pictures_are_drawn_by_the_same_hand_movements():
    assert len({drawing.draw for drawing in PICTURES.values()}) == len(PICTURES)


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_the_focal_point_lies_inside_the_picture(name):
    across, down = PICTURES[name].focal

    assert 0 < across < 1
    assert 0 < down < 1


def test_an_unknown_name_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownPicture) as refusal:
        draw("light-house")

    assert "'light-house'" in str(refusal.value)
    assert "lighthouse" in str(refusal.value)


def test_the_icons_have_their_sizes(tmp_path):
    icons.write_icons(tmp_path)

    sides = {path.name: Image.open(path).size for path in tmp_path.glob("*.png")}
    assert sides == {
        "icon-192.png": (192, 192),
        "icon-512.png": (512, 512),
        "icon-maskable-512.png": (512, 512),
        "apple-touch-icon.png": (180, 180),
    }
    assert Image.open(tmp_path / "favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_committed_icons_are_the_ones_this_code_draws(tmp_path):
    for path in icons.write_icons(tmp_path):
        drawn, committed = Image.open(path), Image.open(ICONS / path.name)
        assert drawn.convert("RGBA").tobytes() == committed.convert("RGBA").tobytes()


def test_a_maskable_icon_keeps_its_mark_in_the_safe_circle(tmp_path):
    icons.write_icons(tmp_path)
    icon = Image.open(tmp_path / "icon-maskable-512.png").convert("RGB")

    ground = icon.getpixel((0, 0))
    outside = [
        (x, y)
        for x in range(0, 512, 4)
        for y in range(0, 512, 4)
        if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2
    ]
    assert {icon.getpixel(place) for place in outside} == {ground}


@pytest.mark.parametrize(
    ("file", "colours"),
    [
        ("frontend/icons/galley-mark.svg", {"#{:02x}{:02x}{:02x}".format(*VERMILION)}),
        ("frontend/icons/galley-wordmark.svg", set()),
        ("templates/components/mark.html", set()),
    ],
)
def test_the_drawn_marks_share_the_geometry_of_the_icons(file, colours):
    """The caret and the two words beside it, point for point; the browser tab's in vermilion."""
    svg = (PROJECT / file).read_text()

    assert "M8 1.5 14 14.5h-3.2L8 8.1 5.2 14.5H2z" in svg
    assert icons.MARK[2] == [(8, 1.5), (14, 14.5), (10.8, 14.5), (8, 8.1), (5.2, 14.5), (2, 14.5)]
    assert [list(shape) for shape in social_images.MARK] == [list(shape) for shape in icons.MARK]
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", svg)) == colours
