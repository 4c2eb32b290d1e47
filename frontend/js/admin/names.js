// Names what Wagtail leaves without a name. What each of these answers is in src/blog/admin/overrides.py.
const words = JSON.parse(document.getElementById("admin-words").textContent)
const say = (words, values) => words.replace(/{(\w+)}/g, (_all, name) => values[name])
let made = 0

// An element is called what another says.
function nameBy(element, other) {
  if (!other) return
  other.id ||= `named-${++made}`
  element.setAttribute("aria-labelledby", other.id)
}

// The label of a field that a widget has put something else in front of.
function labelOf(element) {
  const field = element.closest("[data-field]")
  const hidden = field?.querySelector("input[id], textarea[id]")
  const label = hidden && document.querySelector(`label[for="${CSS.escape(hidden.id)}"]`)
  const heading = element.closest("[data-panel]")?.querySelector("[data-panel-heading]")
  return label ?? heading?.querySelector(".c-sf-block__type") ?? heading // the kind of block, without its text
}

const FIXES = {
  '[role="textbox"][contenteditable]:not([aria-label], [aria-labelledby])': (text) => nameBy(text, labelOf(text)),
  // Only a text box has many lines: not while the field offers blocks, nor while a dialog is open for it.
  '.public-DraftEditor-content[aria-multiline]:not([role="textbox"])': (text) => text.removeAttribute("aria-multiline"),
  '.public-DraftEditor-content[role="textbox"]:not([aria-multiline])': (text) => text.setAttribute("aria-multiline", "true"),
  // What it holds is used, so it is no tooltip, and has no name as such.
  '.Draftail-Tooltip[role="tooltip"]': (box) => box.removeAttribute("role"),
  ".ui-autocomplete-input:not([aria-label], [aria-labelledby])": (tags) => nameBy(tags, labelOf(tags)),
  ".replace-file-input input:not([aria-label], [aria-labelledby])": (file) => nameBy(file, file.parentElement.querySelector("button")),
  // Its number of remarks is seen, and so is part of its name.
  "[data-side-panel-toggle][aria-label]": (button) => {
    const seen = button.innerText.trim()
    button.dataset.name ??= button.getAttribute("aria-label")
    const name = seen ? `${button.dataset.name}: ${seen}` : button.dataset.name
    if (button.getAttribute("aria-label") !== name) button.setAttribute("aria-label", name)
  },
  // What is seen on it is its name; what it is called otherwise tells more.
  ".bulk-action-btn[aria-label]": (link) => {
    link.setAttribute("aria-description", link.getAttribute("aria-label"))
    link.removeAttribute("aria-label")
  },
  // Who else has the page open: seen when pointed at.
  ".w-editing-sessions__session:is(button):not([aria-label])": (button) => {
    const told = (button._tippy?.props.content.textContent ?? button.textContent).replace(/\s+/g, " ").trim()
    if (told) button.setAttribute("aria-label", told)
  },
  // Its button is there for the mouse: the field over it does the same.
  ".replace-file-input > button:not([tabindex])": (button) => { button.tabIndex = -1 },
  ".jcrop-holder:not([data-hint])": (holder) => {
    holder.dataset.hint = words.focal
    holder.querySelector(".jcrop-keymgr")?.setAttribute("aria-description", words.focal)
  },
  ".listing thead :is(td, th):not([aria-label])": (cell) => {
    if (cell.textContent.trim() || cell.querySelector("input")) return
    cell.setAttribute("role", "columnheader")
    cell.setAttribute("aria-label", words.subpages)
  },
  ".typed-table-block__wrapper > table": (table) => {
    table.setAttribute("role", "presentation") // its fields say where they are
    const headings = [...table.querySelectorAll("thead .column-heading")]
    headings.forEach((heading, place) => heading.setAttribute("aria-label", say(words.heading, { column: place + 1 })))
    ;[...table.tBodies[0].rows].forEach((row, line) => {
      const cells = [...row.cells].filter((cell) => !cell.matches(".control-cell"))
      cells.forEach((cell, place) => {
        const name = headings[place]?.value.trim() || String(place + 1)
        const field = cell.querySelector("input:not([type=hidden]), textarea, select, [contenteditable]")
        field?.setAttribute("aria-label", say(words.cell, { row: line + 1, column: name }))
      })
    })
  },
}

function nameAll() {
  for (const [selector, fix] of Object.entries(FIXES)) document.querySelectorAll(selector).forEach(fix)
}

let asked = false
function nameSoon() {
  if (asked) return
  asked = true
  requestAnimationFrame(() => {
    asked = false
    nameAll()
  })
}

nameAll()
new MutationObserver(nameSoon).observe(document.body, { childList: true, subtree: true, attributeFilter: ["role"] })
document.addEventListener("change", nameSoon) // a column has another heading
