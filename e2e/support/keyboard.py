"""A walk through a page with the Tab key alone, and ways to one place on it."""

import re

from playwright.sync_api import expect

# Notes what everything looks like before the walk.
NOTE = """() => {
  const look = (element) => {
    const style = getComputedStyle(element);
    return {
      outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/, 0\\)|transparent|\\/ 0\\)/.test(style.outlineColor),
      shadow: style.boxShadow,
    };
  };
  const focusable = "a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]";
  const before = new Map([...document.querySelectorAll(focusable)].map((element) => [element, look(element)]));
  before.delete(document.activeElement);
  window.walked = { order: new Map(), before, look };
}"""

BEGIN = """() => {
  document.activeElement?.blur();
  // Tab goes on from where the focus was last, even after blur: begin before everything.
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus({ preventScroll: true });
  start.remove();
  scrollTo({ top: 0, left: 0, behavior: "instant" });
}"""

AT_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { order, before, look } = window.walked;
  if (!order.has(element)) order.set(element, order.size);
  // A link that is broken over two lines has its middle in one of them, not between them.
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const now = look(element), then = before.get(element) ?? { outline: false, shadow: "none" };
  const x = Math.max(0, Math.min(innerWidth - 1, box.left + box.width / 2));
  const y = Math.max(0, Math.min(innerHeight - 1, box.top + box.height / 2));
  const top = document.elementFromPoint(x, y);
  return {
    place: order.get(element),
    what: element.outerHTML.slice(0, 100),
    marked: (now.outline && !then.outline) || now.shadow !== then.shadow,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: Boolean(top) && !element.contains(top) && !top.contains(element) && !top.closest("label"),
  };
}"""

NEVER_REACHED = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 && !element.disabled
    && !(element.type === "radio" && !element.checked) && !window.walked.order.has(element))
  .map((element) => element.outerHTML.slice(0, 100))"""

LONGEST = 400
MOST_STOPS = 60


def walk(page, *, only: int | None = None) -> tuple[list[str], list[str]]:
    """Tab from the top to the end; return the stops and what was wrong at them.

    :param only: look at no more stops than these, of a page that has more than anybody walks through
    """
    page.evaluate(BEGIN)
    page.evaluate(NOTE)
    stops, problems = [], []
    for _ in range(only or LONGEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(AT_FOCUS)
        if stop is None or (stop["place"] == 0 and stops):
            break
        if stop["place"] == len(stops) - 1 and 'type="date"' in stop["what"]:
            continue  # day, month, year and the calendar are stops within one field
        if stop["place"] < len(stops):
            problems.append(f"a trap: Tab leads back to {stop['what']}")
            break
        stops.append(stop["what"])
        if not stop["shown"]:
            problems.append(f"focus is not on the screen: {stop['what']}")
        elif not stop["marked"]:
            problems.append(f"focus cannot be seen: {stop['what']}")
        elif stop["covered"]:
            problems.append(f"focus is covered: {stop['what']}")
    else:
        if only:
            return stops, problems
        problems.append(f"no end after {LONGEST} stops")
    problems += [f"never reached: {what}" for what in page.evaluate(NEVER_REACHED)]
    return stops, problems


# How much of what has the focus is beyond the left or the right edge, and whether that is within a part of the page.
AT_EDGE = """(part) => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  return { beyond: Math.round(Math.max(-box.left, box.right - innerWidth)), within: element.closest(part) !== null };
}"""


def walk_from_here(page, *, within: str = "", only: int = MOST_STOPS) -> list[str]:
    """Tab on from where the focus is; return what was wrong at the stops.

    :param within: a selector: the focus may not leave this part of the page, but for the browser itself
    """
    page.evaluate(NOTE)
    problems, before = [], None
    for number in range(only):
        page.keyboard.press("Tab")
        stop = page.evaluate(AT_FOCUS)
        if stop is None:  # the browser's own controls
            continue
        if stop["place"] == before and 'type="date' in stop["what"]:
            continue  # stops within one field
        before = stop["place"]
        edge = page.evaluate(AT_EDGE, within or "*")
        if not edge["within"]:
            problems.append(f"the focus gets out to {stop['what']}")
            break
        if edge["beyond"] > 1:
            problems.append(f"{edge['beyond']} px beyond the edge: {stop['what']}")
        if not stop["shown"]:
            problems.append(f"focus is not on the screen: {stop['what']}")
        elif stop["covered"]:
            problems.append(f"focus is covered: {stop['what']}")
        elif not stop["marked"]:
            problems.append(f"focus cannot be seen: {stop['what']}")
        if stop["place"] == 0 and number:
            break
    return problems


# Is the focus there, or on a link that skips to what holds it?
WHERE = """element => {
  const active = document.activeElement;
  if (element === active) return "there";
  const skips = active.matches("a[href^='#']:not(.w-panel__anchor, .w-minimap__item, [role=tab])") && document.getElementById(active.hash.slice(1));
  return skips && skips.contains(element) ? "skip" : "on";
}"""


def go_to(page, role, name, *, exact=True, within=None, most=MOST_STOPS) -> None:
    """Press Tab until this has the focus, as people without a mouse do."""
    wanted = (within or page).get_by_role(role, name=name, exact=exact).first
    go_to_element(page, wanted, f"{role} “{name}”", most)


def go_to_element(page, wanted, name, most=MOST_STOPS) -> None:
    """Press Tab until this element has the focus; on the way, follow a link that skips towards it."""
    expect(wanted).to_be_visible()
    for _stop in range(most):
        where = wanted.evaluate(WHERE)
        if where == "there":
            return
        if where == "skip":
            page.keyboard.press("Enter")
            expect(page.locator('a[href^="#"]:focus')).to_have_count(0)
        else:
            page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


def go_to_field(page, label, *, within=None, most=MOST_STOPS) -> None:
    """Press Tab until the field whose label begins so has the focus."""
    field = _field(within or page, label)
    expect(field).to_be_visible()
    go_to_element(page, field, f"“{label}”", most)


def _field(place, label):
    return place.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first


def type_into(page, label, text, *, within=None, most=MOST_STOPS) -> None:
    """Go to a field and type; what stood in it is typed over."""
    go_to_field(page, label, within=within, most=most)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def tick(page, label) -> None:
    """Go to a box and tick it."""
    go_to_field(page, label)
    page.keyboard.press("Space")
    expect(_field(page, label)).to_be_checked()


def press(page, name, *, role="button", within=None, most=MOST_STOPS) -> None:
    """Go to a button, or to something else that can be pressed, and press it."""
    go_to(page, role, name, within=within, most=most)
    page.keyboard.press("Enter")


def send(page, name=None, *, role="button", within=None) -> None:
    """Press something, or Enter where the focus is, and wait for the page that comes."""
    if name is not None:
        go_to(page, role, name, within=within)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page, name, *, within=None) -> None:
    """Go to a link and follow it to its page."""
    send(page, name, role="link", within=within)


# A dialog of Wagtail's that comes into sight takes the focus once it has come, from wherever it is by then.
HAS_COME = """() => [...document.querySelectorAll("[role=dialog]")].every((dialog) =>
    dialog.getAnimations({ subtree: true }).every((animation) => animation.playState !== "running"))
  && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))"""


def opened_dialog(page):
    """Return the dialog that was opened, once it takes the focus from nobody any more."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.wait_for_function(HAS_COME)
    return dialog


def open_step(page, name) -> None:
    """Open the form of a step of the desk."""
    page.wait_for_load_state()
    summary = page.locator("summary").filter(has_text=re.compile(f"^{name}…$"))
    go_to_element(page, summary, f"“{name}”")
    page.keyboard.press("Enter")
