"""axe-core 4.14 with every rule that WCAG 2.0 to 2.2 (A, AA, AAA) and best practice have."""

from pytest_playwright_axe.axe import MIN_AXE_PATH

SOURCE = MIN_AXE_PATH.read_text(encoding="utf-8")
TAGS = [
    *("wcag2a", "wcag2aa", "wcag2aaa"),
    *("wcag21a", "wcag21aa", "wcag21aaa"),
    *("wcag22a", "wcag22aa", "wcag22aaa"),
    "best-practice",
]

# What has to be right on the pages that are Wagtail's.
NEEDED = [
    tag for tag in TAGS if tag.endswith(("2a", "21a", "22a", "aa")) and not tag.endswith("aaa")
]

# What can answer otherwise when only colours change: the rules of axe's category "color".
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]

# A browser without scripts keeps no timers either, and axe takes its steps by timer.
AT_ONCE = "window.setTimeout = (step) => (Promise.resolve().then(step), 0)"

RUN = """async ([tags, only, preload, part]) => {
  // Named one by one, so that rules that are off by default, such as target-size, run too.
  const values = only?.some((rule) => !rule.startsWith("wcag")) ? only : axe.getRules(only ?? tags).map((rule) => rule.ruleId);
  const found = await axe.run(part ?? document, {runOnly: {type: "rule", values}, resultTypes: ["violations"], preload});
  return found.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    nodes: violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}"""


def violations(page, only: list[str] | None = None, *, part: str | None = None) -> list[str]:
    """Return what axe finds wrong on a page as it stands, one line each.

    ``only`` names the rules or the tags to run; without it every rule of ``TAGS`` runs. ``part`` is a
    selector: what is outside of it is not looked at.
    """
    scripts = page.evaluate("matchMedia('(scripting: enabled)').matches")
    if not page.evaluate("typeof axe === 'object'"):
        if not scripts:
            page.evaluate(AT_ONCE)
        page.evaluate(SOURCE)
    every = page.evaluate(RUN, [TAGS, only, scripts, part])
    return [
        f"{found['rule']} ({found['help']})\n    " + "\n    ".join(found["nodes"])
        for found in every
    ]
