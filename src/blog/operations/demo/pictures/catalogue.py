"""Every picture of the demo publication by its name: how it is drawn, where the eye should go."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL.Image import Image

from blog.operations.demo.pictures import (
    devices,
    gardens,
    ideas,
    land,
    places,
    portraits,
    printing,
    proofs,
    rooms,
    things,
    town,
    water,
)


class UnknownPicture(KeyError):
    """There is no picture of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"There is no picture named {self.name!r}. There are: {', '.join(sorted(PICTURES))}."


@dataclass(frozen=True)
class Drawing:
    """A picture that can be drawn."""

    draw: Callable[[], Image]
    title: str
    focal: tuple[float, float]  # what a crop must keep, as fractions of width and height


PICTURES: dict[str, Drawing] = {
    "archive-drawers": Drawing(things.archive_drawers, "Archive drawers", (0.42, 0.5)),
    "bookshelves": Drawing(rooms.bookshelves, "Bookshelves with a gap", (0.66, 0.5)),
    "bread-table": Drawing(things.bread_table, "Bread on a table", (0.45, 0.55)),
    "bridge-span": Drawing(water.bridge_span, "Bridge of three arches", (0.62, 0.45)),
    "caret-mark": Drawing(proofs.caret_mark, "Caret", (0.5, 0.45)),
    "clock-wall": Drawing(things.clock_wall, "Four clocks", (0.5, 0.4)),
    "composing-stick": Drawing(printing.composing_stick, "Composing stick", (0.45, 0.5)),
    "contrast-ladder": Drawing(proofs.contrast_ladder, "Steps from pale to dark", (0.6, 0.4)),
    "crossing-paths": Drawing(land.crossing_paths, "Crossing paths", (0.52, 0.5)),
    "folded-map": Drawing(ideas.folded_map, "Unfolded map", (0.55, 0.45)),
    "galley-proof": Drawing(proofs.galley_proof, "Galley proof", (0.42, 0.4)),
    "garden-trellis": Drawing(gardens.garden_trellis, "Garden trellis", (0.7, 0.5)),
    "harbour-morning": Drawing(water.harbour_morning, "Harbour, morning", (0.5, 0.5)),
    "ink-rollers": Drawing(printing.ink_rollers, "Ink rollers", (0.42, 0.5)),
    "keyboard-keys": Drawing(devices.keyboard_keys, "Keyboard keys", (0.56, 0.35)),
    "letterbox": Drawing(town.letterbox, "Letter box in the rain", (0.39, 0.45)),
    "lighthouse": Drawing(water.lighthouse, "Lighthouse at dusk", (0.71, 0.4)),
    "measure-ruler": Drawing(proofs.measure_ruler, "Measured line", (0.5, 0.45)),
    "mountain-path": Drawing(land.mountain_path, "Mountain path", (0.65, 0.45)),
    "night-newsroom": Drawing(places.night_newsroom, "Newsroom at night", (0.7, 0.45)),
    "paper-stack": Drawing(printing.paper_stack, "Reams of paper", (0.53, 0.45)),
    "press-room": Drawing(places.press_room, "Press room", (0.5, 0.55)),
    "rain-on-glass": Drawing(town.rain_on_glass, "Rain on glass", (0.36, 0.55)),
    "reading-chair": Drawing(rooms.reading_chair, "Reading chair", (0.52, 0.5)),
    "red-pencil": Drawing(proofs.red_pencil, "Red pencil", (0.45, 0.5)),
    "seed-packets": Drawing(gardens.seed_packets, "Seed packets", (0.5, 0.45)),
    "speech-threads": Drawing(ideas.speech_threads, "Speech bubbles on a thread", (0.55, 0.45)),
    "switchboard": Drawing(devices.switchboard, "Switchboard", (0.7, 0.55)),
    "tide-tables": Drawing(ideas.tide_tables, "Tide tables", (0.4, 0.5)),
    "tram-at-dusk": Drawing(town.tram_at_dusk, "Tram at dusk", (0.65, 0.5)),
    "two-columns": Drawing(proofs.two_columns, "Page in two columns", (0.45, 0.45)),
    "type-case": Drawing(printing.type_case, "Type case", (0.63, 0.48)),
    "window-desk": Drawing(rooms.window_desk, "Desk by a window", (0.6, 0.5)),
    "portrait-ana": Drawing(portraits.ana, "Ana Petrović", (0.5, 0.45)),
    "portrait-idris": Drawing(portraits.idris, "Idris Okafor", (0.5, 0.45)),
    "portrait-jonas": Drawing(portraits.jonas, "Jonas Weber", (0.5, 0.42)),
    "portrait-mei": Drawing(portraits.mei, "Mei Tanaka", (0.5, 0.45)),
    "portrait-rosa": Drawing(portraits.rosa, "Rosa Lindqvist", (0.5, 0.45)),
    "portrait-tomas": Drawing(portraits.tomas, "Tomás Herrera", (0.5, 0.45)),
}


def draw(name: str) -> Image:
    """Draw a picture, the same one every time: 1600 by 1000, or 800 by 800 for a portrait.

    :raises UnknownPicture: no picture has this name; the message lists those there are
    """
    if name not in PICTURES:
        raise UnknownPicture(name)
    return PICTURES[name].draw()
