"""Is the HTML what the standard's parser expects, and does each reference lead somewhere?"""

import html5lib


def parse_errors(html: str) -> list[str]:
    """Return the parse errors of a document as the HTML standard's own algorithm finds them."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    lines = html.splitlines()
    return [
        f"line {position[0]}: {code}: {lines[min(position[0], len(lines)) - 1].strip()[:120]}"
        for position, code, _data in parser.errors
    ]


REFERENCES = """() => {
  const problems = [];
  const seen = new Set();
  for (const element of document.querySelectorAll("[id]")) {
    if (seen.has(element.id)) problems.push(`id ${element.id} stands twice`);
    seen.add(element.id);
  }
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      for (const id of element.getAttribute(name).split(/\\s+/)) {
        if (id && !document.getElementById(id)) problems.push(`${name}="${id}" leads nowhere`);
      }
    }
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (id && !document.getElementById(id)) problems.push(`#${id} leads nowhere`);
  }
  if (document.querySelectorAll("h1").length !== 1) problems.push("there is not exactly one h1");
  if (document.querySelectorAll("main").length !== 1) problems.push("there is not exactly one main");
  if (!document.documentElement.lang) problems.push("no language is named");
  for (const element of document.querySelectorAll("[style], [onclick], [onload]")) {
    problems.push(`inline style or handler on ${element.outerHTML.slice(0, 80)}`);
  }
  return problems;
}"""


def reference_errors(page) -> list[str]:
    """Return duplicate ids, references without a target, and missing landmarks of a page."""
    return page.evaluate(REFERENCES)
