"""Is the HTML what the standard's parser expects, and does each reference lead somewhere?"""

import html5lib

DATA = {"application/ld+json", "application/json", "importmap", "speculationrules"}


def source_errors(html: str) -> list[str]:
    """Return what is wrong in a document as it was sent.

    That is: parse errors as the HTML standard's own algorithm finds them, and styles, scripts and
    handlers that stand in the document itself, which the site's policy forbids.
    """
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(html)
    lines = html.splitlines()
    problems = [
        f"line {position[0]}: {code}: {lines[min(position[0], len(lines)) - 1].strip()[:120]}"
        for position, code, _data in parser.errors
    ]
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        inline = [name for name in element.attrib if name == "style" or name.startswith("on")]
        problems += [f"inline {name} on <{element.tag}>" for name in inline]
        if element.tag == "style" or (
            element.tag == "script"
            and "src" not in element.attrib
            and element.attrib.get("type") not in DATA
        ):
            problems.append(f"inline <{element.tag}>")
    return problems


REFERENCES = """() => {
  const problems = [];
  const seen = new Set();
  for (const element of document.querySelectorAll("[id]")) {
    if (seen.has(element.id)) problems.push(`id ${element.id} stands twice`);
    seen.add(element.id);
  }
  const names = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-errormessage", "popovertarget", "headers", "list"];
  for (const name of names) {
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
  if (!document.title.trim()) problems.push("there is no title");
  return problems;
}"""


def reference_errors(page) -> list[str]:
    """Return duplicate ids, references without a target, and missing landmarks of a page."""
    return page.evaluate(REFERENCES)
