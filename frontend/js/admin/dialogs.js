// A dialog of Wagtail's has a name, takes the focus when it comes, takes it again when its content changes (at the first
// field that is wrong), and keeps it: what is behind it is out of reach. See overrides.py.
const behind = new Set()
let before = null
let named = 0

// It is called what its heading says, whichever of its steps it is at.
function name(modal) {
  const heading = modal.querySelector("h1, h2, .w-header__title")
  if (!heading) return
  heading.id ||= `dialog-heading-${++named}`
  modal.setAttribute("aria-labelledby", heading.id)
}

function hold(modal) {
  name(modal)
  const wrong = modal.querySelector("[aria-invalid=true]")
  const isHeld = modal.contains(document.activeElement) && !(wrong && document.activeElement === modal)
  if (!isHeld) (wrong ?? modal).focus()
}

document.addEventListener("focusin", ({ target }) => {
  if (target.closest(".modal")) return
  const menu = target.closest("[data-tippy-root]")?._tippy?.reference // has gone when the dialog ends
  before = menu?.matches("button") ? menu : menu?.querySelector("button") ?? target
})
window.jQuery(document).on("show.bs.modal", ".modal", ({ currentTarget: modal }) => {
  for (const element of document.body.children) {
    if (element.inert || element.contains(modal) || element.matches("script, .modal, .modal-backdrop")) continue
    element.inert = true
    behind.add(element)
  }
})
window.jQuery(document).on("shown.bs.modal", ".modal", ({ currentTarget: modal }) => hold(modal))
// Before it has gone, so that what opened it can have the focus again.
window.jQuery(document).on("hide.bs.modal", ".modal", () => {
  behind.forEach((element) => { element.inert = false })
  behind.clear()
})
window.jQuery(document).on("hidden.bs.modal", ".modal", () => {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body || !before?.isConnected) return
    // The button that chooses has gone where something is chosen now; what changes it has come.
    const ways = [before, ...(before.closest(".chooser")?.querySelectorAll("button") ?? [])]
    ways.find((way) => way.checkVisibility({ visibilityProperty: true }))?.focus()
  })
})

new MutationObserver(() => {
  if (!document.activeElement.matches("body, .modal")) return
  const modal = document.querySelector(".modal.in")
  if (modal) hold(modal)
}).observe(document.body, { childList: true, subtree: true })
