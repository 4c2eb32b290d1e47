"""axe-core 4.14 with every rule that WCAG 2.0 to 2.2 (A, AA, AAA) and best practice have."""

from contextlib import contextmanager

from pytest_playwright_axe.axe import MIN_AXE_PATH

SOURCE = MIN_AXE_PATH.read_text(encoding="utf-8")
TAGS = [
    *("wcag2a", "wcag2aa", "wcag2aaa"),
    *("wcag21a", "wcag21aa", "wcag21aaa"),
    *("wcag22a", "wcag22aa", "wcag22aaa"),
    "best-practice",
]

RUN = """async (tags) => {
  // Rules that are off by default, such as target-size, are on by their tag.
  const rules = Object.fromEntries(axe.getRules(tags).map((rule) => [rule.ruleId, {enabled: true}]));
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, rules, resultTypes: ["violations"]});
  return found.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    nodes: violation.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  }));
}"""


@contextmanager
def scripts_running(page):
    """Let scripts run on a page that was loaded without them: axe waits for what they promise."""
    if not page.evaluate("matchMedia('(scripting: none)').matches"):
        yield
        return
    switch = page.context.new_cdp_session(page)
    switch.send("Emulation.setScriptExecutionDisabled", {"value": False})
    try:
        yield
    finally:
        switch.send("Emulation.setScriptExecutionDisabled", {"value": True})
        switch.detach()


def violations(page) -> list[str]:
    """Return what axe finds wrong on a page as it stands, one line each."""
    with scripts_running(page):
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(SOURCE)
        every = page.evaluate(RUN, TAGS)
    return [
        f"{found['rule']} ({found['help']})\n    " + "\n    ".join(found["nodes"])
        for found in every
    ]
