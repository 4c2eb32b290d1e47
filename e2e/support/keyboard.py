"""A walk through a page with the Tab key alone."""

AT_FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  if (!element.dataset.walked) element.dataset.walked = String(++window.walkedSoFar || (window.walkedSoFar = 1));
  const x = Math.max(0, Math.min(innerWidth - 1, box.left + box.width / 2));
  const y = Math.max(0, Math.min(innerHeight - 1, box.top + box.height / 2));
  const top = document.elementFromPoint(x, y);
  return {
    key: element.dataset.walked,
    what: element.outerHTML.slice(0, 100),
    ring: ring || style.boxShadow !== "none",
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    covered: Boolean(top) && !element.contains(top) && !top.contains(element) && !top.closest("label"),
  };
}"""

LONGEST = 400


def walk(page) -> tuple[list[dict], list[str]]:
    """Tab from the top to the end; return the stops and what was wrong at them."""
    page.evaluate(
        "() => { window.walkedSoFar = 0; document.activeElement?.blur(); scrollTo(0, 0) }"
    )
    stops, problems, seen = [], [], set()
    for _ in range(LONGEST):
        page.keyboard.press("Tab")
        stop = page.evaluate(AT_FOCUS)
        if stop is None or stop["key"] in seen:
            break
        seen.add(stop["key"])
        stops.append(stop)
        if not stop["shown"]:
            problems.append(f"focus is not on the screen: {stop['what']}")
        elif not stop["ring"]:
            problems.append(f"focus cannot be seen: {stop['what']}")
        elif stop["covered"]:
            problems.append(f"focus is covered: {stop['what']}")
    else:
        problems.append(f"no end after {LONGEST} stops")
    reachable = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter((e) => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled
          && !(e.type === "radio" && !e.checked) && !e.dataset.walked)
        .map((e) => e.outerHTML.slice(0, 100))"""
    )
    problems += [f"never reached: {what}" for what in reachable]
    return stops, problems
