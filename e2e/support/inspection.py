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
# Media, window, and the rules of axe that can answer otherwise than in the modes before (None: all).
MODES = {
    "light": ({}, DESK, None),
    "dark": ({"color_scheme": "dark"}, DESK, axe.COLOURS),
    "more contrast": ({"contrast": "more"}, DESK, axe.COLOURS),
    "forced colours": ({"forced_colors": "active"}, DESK, axe.COLOURS),
    "320 px, reduced motion": ({"reduced_motion": "reduce"}, PHONE, None),
    "320 px, dark": ({"color_scheme": "dark"}, PHONE, axe.COLOURS),
}
# A mark of focus that is drawn by a shadow or a background is gone where colours are the reader's own.
WALKS = {"desk": ({}, DESK), "phone, forced colours": ({"forced_colors": "active"}, PHONE)}
MOVING = """() => document.getAnimations().filter((animation) => animation.playState === "running"
  && animation.effect?.getComputedTiming().duration > 10).length"""
# What a page fetches when it comes near; without scripts nothing does. A stranger's page is answered
# with nothing and keeps what it has: then it has been asked for, and nobody waits any more.
ALL_HAS_COME = """() => {
  if (!matchMedia("(scripting: enabled)").matches) return true;
  document.querySelector("load-htmx")?.parentElement.scrollIntoView({ behavior: "instant" });
  const asked = (part) => performance.getEntriesByName(new URL(part.getAttribute("data-hx-get"), location)).some((one) => one.responseStatus === 204);
  return [...document.querySelectorAll('[data-hx-trigger="load"]')].every(asked) && !document.querySelector("main [aria-busy=true]");
}"""

# What observes its own size has done so after two frames; without scripts nothing does.
IS_DRAWN = """() => matchMedia("(scripting: enabled)").matches
  && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""

# What changed its place while nobody did anything, and by how much. What comes later than the second
# frame after loading is not looked for.
MOVED_BY_ITSELF = """() => new Promise((done) => {
  const what = ({ node }) => node ? (node.id ? "#" + node.id : node.className || node.nodeName) : "something that is gone";
  const moved = [];
  new PerformanceObserver((list) => list.getEntries().forEach((one) => {
    if (!one.hadRecentInput) moved.push(one.value.toFixed(4) + " " + one.sources.map(what).join(", "));
  })).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved))));
})"""

# Wagtail fades from one scheme to the other; what is measured is where it comes out.
SETTLE = "document.getAnimations().forEach((animation) => animation.effect.getTiming().iterations !== Infinity && animation.finish())"

# Text at length whose form is kept nowhere: neither in keep-text nor, as given back, in the session.
NOT_KEPT = """() => document.querySelector("sign-in-again") === null ? [] :
  [...document.querySelectorAll("main form[method=post] textarea, main textarea[form]")]
    .filter((area) => !area.readOnly && !area.disabled && !area.form.closest("keep-text") && !area.id.startsWith("kept-"))
    .map((area) => area.name)"""


# Wagtail's menu is put beside the page or behind a button by script, some time after the window's size has changed:
# a walk that begins before loses the focus with what goes, or never comes to what is not there yet.
MENU_FITS = """() => [...document.querySelectorAll(".sidebar")]
  .every((menu) => menu.checkVisibility() === innerWidth >= 800)"""


# The frame in which a part of a picture is chosen is thrown away and made anew a third of a second after the window's
# size has changed: who stands in it by then loses the focus. It is marked before, and gone when no mark is left.
MARK_FRAME = """size => {
  if (innerWidth === size.width && innerHeight === size.height) return;
  document.querySelectorAll(".jcrop-holder").forEach((frame) => frame.dataset.before = "");
}"""
NEW_FRAME = """() => document.querySelector(".jcrop-holder[data-before]") === null"""


# A list of Wagtail's is there, with its pictures, and its buttons work: each that opens something says whether it is open.
LIST_WORKS = """() => document.readyState === "complete" &&
  [...document.querySelectorAll('[data-w-dropdown-target="toggle"]')].every((one) => one.hasAttribute("aria-expanded"))"""


def resize(page, size) -> None:
    """Change the window's size; return when what Wagtail's scripts fit to it has followed."""
    page.evaluate(MARK_FRAME, size)
    page.set_viewport_size(size)
    page.wait_for_function(MENU_FITS)
    page.wait_for_function(NEW_FRAME)


def moved(page) -> list[str]:
    """Return what has moved by itself since the page was asked for, once it is complete."""
    page.wait_for_function(ALL_HAS_COME)
    return [f"moved by itself: {line}" for line in page.evaluate(MOVED_BY_ITSELF)]


def inspect(page) -> list[str]:
    """Return all that is wrong with a page: references, axe in every mode, overflow, the keyboard."""
    page.wait_for_function(ALL_HAS_COME)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    problems = [f"HTML: {line}" for line in markup.reference_errors(page)]
    problems += [f"not kept in the browser: {name}" for name in page.evaluate(NOT_KEPT)]
    for mode, (media, size, rules) in MODES.items():
        page.emulate_media(**{**PLAIN, **media})
        page.set_viewport_size(size)
        page.evaluate(IS_DRAWN)
        problems += [f"{mode}: {line}" for line in axe.violations(page, rules)]
        problems += [f"{mode}: {line}" for line in sideways(page, size["width"])]
    page.emulate_media(**{**PLAIN, "reduced_motion": "reduce"})
    if moving := page.evaluate(MOVING):
        problems.append(f"reduced motion: {moving} animations run")
    for name, (media, size) in WALKS.items():
        page.emulate_media(**{**PLAIN, **media})
        page.set_viewport_size(size)
        page.evaluate(IS_DRAWN)  # what folds or opens by the page's width has done so
        stops, wrong = keyboard.walk(page)
        problems += [f"keyboard, {name}: {line}" for line in wrong]
        if stops and "skip-link" not in stops[0]:
            problems.append(f"keyboard, {name}: the first stop is {stops[0]}")
    return problems


def sideways(page, width: int) -> list[str]:
    """Return a sentence if a page scrolls sideways."""
    found = page.evaluate("document.scrollingElement.scrollWidth")
    return [f"the page is {found} px wide and scrolls sideways"] if found > width else []


def assert_usable(page) -> None:
    """Check one of Wagtail's pages as it stands: what WCAG 2.2 A and AA ask holds."""
    page.evaluate(SETTLE)
    # What is scrolled half under a bar is not too small for that; sizes are measured at every place.
    found = [line for line in axe.violations(page, axe.NEEDED) if "partially obscured" not in line]
    assert not found, f"{page.url}\n" + "\n".join(found)
