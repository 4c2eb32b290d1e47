// The toolbar of a rich text by keyboard: it is a stop of Tab, and Alt+F10 leads from the text into it, arrows from
// button to button, Enter or Space presses one, Escape leads back. Ctrl+Alt+L marks a language. And Tab leads out of
// a list. See overrides.py.
;(() => {
  const words = JSON.parse(document.getElementById("admin-words").textContent)
  const TOOLBAR = ".Draftail-Toolbar, .Draftail-FloatingToolbar"
  const BUTTON = ".Draftail-ToolbarButton"
  const LEVELS = 4 // Wagtail’s
  const PRESSED = ".Draftail-ToolbarGroup--styles button, .Draftail-ToolbarGroup--blocks button"
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

  // It stands above the text, where there is room, until somebody would rather have it float over the chosen words.
  const KEPT = "wagtail:draftail-toolbar"
  try {
    if (matchMedia("(min-width: 50rem)").matches) localStorage[KEPT] ??= "sticky"
  } catch { /* nothing is kept in this browser */ }

  const editorOf = (element) => element?.closest?.("[data-draftail-editor]")
  const textOf = (editor) => editor.querySelector(".public-DraftEditor-content")
  const toolbarOf = (editor) => [...editor.querySelectorAll(TOOLBAR)].find((toolbar) => toolbar.checkVisibility({ visibilityProperty: true }))

  // One of a toolbar's buttons is reached by Tab; the others from there.
  function reach(toolbar, button) {
    for (const other of toolbar.querySelectorAll(BUTTON)) other.tabIndex = other === button ? 0 : -1
  }

  function prepare() {
    for (const toolbar of document.querySelectorAll(TOOLBAR)) {
      const buttons = [...toolbar.querySelectorAll(BUTTON)]
      if (!toolbar.hasAttribute("aria-label")) toolbar.setAttribute("aria-label", words.toolbar)
      if (buttons.length && !buttons.some((button) => button.tabIndex === 0)) reach(toolbar, buttons[0])
      for (const button of toolbar.querySelectorAll(PRESSED)) {
        const pressed = String(button.classList.contains("Draftail-ToolbarButton--active"))
        if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed)
      }
    }
  }

  // Draftail listens to the mouse alone; until it is let go, no other selection is noticed.
  // What a button opens takes the focus for itself.
  function press(button) {
    const editor = editorOf(button)
    textOf(editor).focus()
    button.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }))
    editor.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }))
  }

  function inToolbar(event, toolbar) {
    const buttons = [...toolbar.querySelectorAll(BUTTON)]
    const here = buttons.indexOf(event.target.closest(BUTTON))
    const rightToLeft = getComputedStyle(toolbar).direction === "rtl" && event.key.match(/Left|Right/)
    let next = null
    if (event.key in STEPS) next = buttons.at((here + STEPS[event.key] * (rightToLeft ? -1 : 1)) % buttons.length)
    if (event.key === "Home") next = buttons[0]
    if (event.key === "End") next = buttons.at(-1)
    if (next) {
      reach(toolbar, next)
      next.focus()
    } else if (event.key === "Escape") textOf(editorOf(toolbar)).focus()
    else if (event.key === "Enter" || event.key === " ") press(buttons[here])
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  // Where Tab means a list's next level: at the beginning of an item below another, for who has moved there.
  let moved = false
  function changesLevel(shift) {
    const at = getSelection()
    const item = at.isCollapsed && at.anchorNode?.parentElement.closest("li")
    if (!item || !moved) return false
    const before = new Range()
    before.setStart(item, 0)
    before.setEnd(at.anchorNode, at.anchorOffset)
    const level = Number(item.className.match(/-depth(\d)/)?.[1] ?? 0)
    return before.toString() === "" && (shift ? level > 0 : level < LEVELS && item.previousElementSibling !== null)
  }

  addEventListener("keydown", (event) => {
    const editor = editorOf(event.target)
    if (!editor) return
    const toolbar = event.target.closest(TOOLBAR)
    if (toolbar) return inToolbar(event, toolbar)
    if (!event.target.matches(".public-DraftEditor-content")) return
    if (event.key === "Tab" && !changesLevel(event.shiftKey)) event.stopImmediatePropagation()
    else if (event.key === "F10" && event.altKey) {
      toolbarOf(editor)?.querySelector(`${BUTTON}[tabindex="0"]`)?.focus()
      event.preventDefault()
    } else if (event.ctrlKey && event.altKey && event.code === "KeyL") {
      const mark = editor.querySelector('button[name="LANGUAGE"]')
      if (!mark) return
      event.preventDefault()
      press(mark)
    } else if (!["Tab", "Shift"].includes(event.key)) moved = true
  }, true)

  // To Draftail the focus has not left the text: else the words would no longer be chosen, and the toolbar gone.
  for (const name of ["blur", "focusout", "focusin", "focus"]) addEventListener(name, (event) => {
    const editor = editorOf(event.target)
    if (!editor) return
    if (name === "focusin" && !event.target.closest(TOOLBAR) && editorOf(event.relatedTarget) !== editor) moved = false
    const isWithin = editorOf(event.relatedTarget) === editor
    if (isWithin && (event.target.closest(TOOLBAR) || event.relatedTarget.closest(TOOLBAR))) event.stopImmediatePropagation()
  }, true)

  prepare()
  new MutationObserver((changes) => {
    if (changes.some(({ type, target }) => type === "childList" || target.matches(BUTTON))) prepare()
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["class"] })
})()
