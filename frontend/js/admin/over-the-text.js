// What lies over the text goes when the focus leaves it, or at Escape, and gives the focus back to what opened it:
// menus, and on a narrow window the site's menu and the panels at the side. See overrides.py.
;(() => {
  const MENU = ".sidebar, .sidebar-nav-toggle"
  const OPEN_MENU = '.sidebar-nav-toggle--mobile[aria-expanded="true"]'
  const CLOSED_MENU = '.sidebar-nav-toggle[aria-expanded="false"]'
  const CRUMBS = "[data-controller~=w-breadcrumbs]"

  const side = () => document.querySelector("[data-form-side]")
  const close = () => side().querySelector("[data-form-side-close-button]").click()
  const toggleOf = (panel) => document.querySelector(`[data-side-panel-toggle="${panel.dataset.sidePanel}"]`)
  const openPanel = () => [...side()?.querySelectorAll("[data-side-panel]") ?? []].find((panel) => panel.checkVisibility())

  // The panel that is open and leaves no room for the text.
  function covering() {
    const isOver = document.body.matches(".side-panel-open") && side()?.offsetWidth > innerWidth / 2
    return isOver ? openPanel() : undefined
  }

  // A menu that is open, of a button that the focus has left.
  function leaveMenus(target) {
    if (target.closest("[data-tippy-root], .modal, .w-dialog")) return
    for (const button of document.querySelectorAll('[aria-expanded="true"]')) {
      if (button._tippy && !button.contains(target)) button._tippy.hide()
    }
  }

  document.addEventListener("focusin", ({ target }) => {
    leaveMenus(target)
    const menu = document.querySelector(OPEN_MENU)
    if (menu && !target.closest(MENU)) menu.click()
    if (target.closest(CRUMBS)) target.scrollIntoView({ block: "nearest", inline: "nearest" }) // also what is half seen
    const isText = target.closest("[data-edit-form]") && !target.closest(".w-dialog")
    const takesItBack = document.querySelector(".comment--focused, .comment--mode-creating") // a remark that is being written
    if (isText && !takesItBack && covering()) close()
  })

  // The button of the menu in which something has the focus.
  function openerOf(element) {
    const opener = element.closest("[data-tippy-root]")?._tippy?.reference ?? element.closest(CRUMBS)
    return opener?.matches("button") ? opener : opener?.querySelector("button")
  }

  // Wagtail gives the button of the site's menu the focus at every Escape, also when that menu is not there.
  function keepFocus(button) {
    button.focus = () => {}
    setTimeout(() => { delete button.focus })
  }

  addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape") return
    const closed = document.querySelector(CLOSED_MENU)
    if (closed) keepFocus(closed)
    const opener = openerOf(target)
    if (opener) return opener.focus()
    const panel = covering()
    const button = panel && toggleOf(panel)
    const isWithin = side()?.contains(target) && !target.matches('[aria-expanded="true"], .comment *')
    if (!panel || (target !== button && !isWithin)) return
    close()
    button.focus()
  }, true)

  // A remark that was sent, and whose form has gone, has the focus.
  addEventListener("submit", ({ target }) => {
    const remark = target.closest(".comment")
    if (remark) setTimeout(() => { if (document.activeElement === document.body) remark.focus() })
  }, true)

  addEventListener("click", ({ target }) => {
    const panel = target.closest?.("[data-form-side-close-button]") && openPanel()
    if (panel && side().contains(document.activeElement)) toggleOf(panel).focus()
  }, true)
})()
