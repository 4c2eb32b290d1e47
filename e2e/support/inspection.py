"""Everything that is looked at on a page as it stands: one load, every mode."""

from e2e.support import axe, keyboard, markup

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PLAIN = {
    "media": "screen",
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
    "contrast": "no-preference",
}
MODES = {
    "light": ({}, DESK),
    "dark": ({"color_scheme": "dark"}, DESK),
    "more contrast": ({"contrast": "more"}, DESK),
    "reduced motion": ({"reduced_motion": "reduce"}, DESK),
    "forced colours": ({"forced_colors": "active"}, DESK),
    "320 px": ({}, PHONE),
    "320 px, dark": ({"color_scheme": "dark"}, PHONE),
}
MOVING = """() => document.getAnimations().filter((animation) => animation.playState === "running"
  && animation.effect?.getComputedTiming().duration > 10).length"""


def inspect(page) -> list[str]:
    """Return all that is wrong with a page: references, axe in every mode, overflow, the keyboard."""
    problems = [f"HTML: {line}" for line in markup.reference_errors(page)]
    for mode, (media, size) in MODES.items():
        page.emulate_media(**{**PLAIN, **media})
        page.set_viewport_size(size)
        problems += [f"{mode}: {line}" for line in axe.violations(page)]
        problems += [f"{mode}: {line}" for line in sideways(page, size["width"])]
        if mode == "reduced motion" and (moving := page.evaluate(MOVING)):
            problems.append(f"{mode}: {moving} animations run")
    page.emulate_media(**PLAIN)
    for name, size in {"desk": DESK, "phone": PHONE}.items():
        page.set_viewport_size(size)
        stops, wrong = keyboard.walk(page)
        problems += [f"keyboard, {name}: {line}" for line in wrong]
        if stops and "skip-link" not in stops[0]:
            problems.append(f"keyboard, {name}: the first stop is {stops[0]}")
    return problems


def sideways(page, width: int) -> list[str]:
    """Return a sentence if a page scrolls sideways."""
    found = page.evaluate("document.scrollingElement.scrollWidth")
    return [f"the page is {found} px wide and scrolls sideways"] if found > width else []
