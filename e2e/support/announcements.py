"""What a screen reader would say of changes: every text that comes into a live region."""

LISTEN = """(() => {
  window.announced = [];
  const REGIONS = '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"], output';
  const said = new WeakMap();
  const hear = (region) => {
    const text = region.textContent.trim().replace(/\\s+/g, " ");
    if (text && text !== said.get(region)) window.announced.push(text);
    said.set(region, text);
  };
  const regionsOf = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    const around = element?.closest(REGIONS);
    return around ? [around] : [];
  };
  addEventListener("DOMContentLoaded", () => {
    // What stands in a region when the page comes is read as part of the page, not announced.
    for (const region of document.querySelectorAll(REGIONS)) said.set(region, region.textContent.trim().replace(/\\s+/g, " "));
    new MutationObserver((changes) => {
      const changed = new Set();
      for (const change of changes) {
        regionsOf(change.target).forEach((region) => changed.add(region));
        for (const node of change.addedNodes) {
          if (!(node instanceof Element)) continue;
          for (const alert of [node, ...node.querySelectorAll('[role="alert"]')]) if (alert.matches('[role="alert"]')) changed.add(alert);
        }
      }
      for (const region of changed) if (region.isConnected) hear(region);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
})()"""


def listen(context) -> None:
    """Note announcements on every page that is opened from now on."""
    context.add_init_script(LISTEN)


def announced(page) -> list[str]:
    """Return what has been announced on this page so far, in order."""
    return page.evaluate("window.announced")
