// The focus stays with who adds, moves and deletes blocks: Wagtail lets it fall to the top of the page. See overrides.py.
;(() => {
  const BLOCK = "[data-streamfield-child]"
  const CONTROL = ":is(input:not([type=hidden]), textarea, select, button, [contenteditable=true]):not(:disabled)"
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true })
  const isLost = () => document.activeElement === document.body || !isSeen(document.activeElement)
  const firstIn = (block) => [...block.querySelectorAll(`.w-panel__content ${CONTROL}`)].find(isSeen) ?? block.querySelector(CONTROL)

  // Left and right of a block that was deleted, or the button that adds the first.
  function beside(block) {
    for (const side of ["nextElementSibling", "previousElementSibling"]) {
      for (let other = block[side]; other; other = other[side]) {
        if (other.matches(BLOCK) && isSeen(other)) return other.querySelector("[data-panel-toggle]")
      }
    }
    return block.parentElement?.querySelector(CONTROL)
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-streamfield-action]")
    const block = button?.closest(BLOCK)
    if (!block) return
    const neighbour = beside(block)
    requestAnimationFrame(() => {
      if (!isLost() && document.activeElement !== button) return
      if (button.dataset.streamfieldAction === "DELETE") neighbour?.focus() // it fades away
      else if (!button.disabled) button.focus()
      else button.parentElement.querySelector(CONTROL)?.focus() // it is the first or the last now
    })
  }, true)

  // As soon as it is shown, for it unfolds; not from somebody who has gone on.
  function giveFocus(block, from, frames = 60) {
    if (!isLost() && document.activeElement !== from) return
    if (isSeen(block)) firstIn(block)?.focus()
    if (frames && !block.contains(document.activeElement)) requestAnimationFrame(() => giveFocus(block, from, frames - 1))
  }

  // The list of blocks has the focus as soon as it is there, for who opened it by key: it stands far from its button.
  // Tab and Escape lead back to the button, and the list goes.
  const LIST = "[data-tippy-root] .w-combobox"
  let opener = null
  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".c-sf-add-button")
    if (button?.matches(":focus-visible") && button._tippy) enterList(button)
  })

  function enterList(button, frames = 30) {
    if (document.activeElement !== button || !button._tippy.state.isVisible) return
    button._tippy.popper.inert = false
    const search = button._tippy.popper.querySelector(".w-combobox input")
    if (search && isSeen(search)) {
      opener = button
      search.focus()
    } else if (frames) requestAnimationFrame(() => enterList(button, frames - 1))
  }

  addEventListener("keydown", ({ key, target }) => {
    if (!opener || !["Tab", "Escape"].includes(key) || !target.closest(LIST)) return
    opener.focus()
    opener._tippy.popper.inert = true // it fades away, and stands next in the order
    opener._tippy.hide()
    opener = null
  }, true)

  // What was chosen in the list of blocks.
  let last = null
  document.addEventListener("focusin", ({ target }) => { last = target })
  new MutationObserver((changes) => {
    if (!last?.matches("[role=combobox], .w-combobox *")) return
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]).find((node) => node.matches?.(BLOCK))
    if (added) giveFocus(added, last)
  }).observe(document.body, { childList: true, subtree: true })
})()
