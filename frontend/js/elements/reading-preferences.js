// Radio buttons for theme, text size, spacing and motion. js/preferences.js applies the same choices on the next page.
customElements.define("reading-preferences", class extends HTMLElement {
  connectedCallback() {
    const chosen = document.documentElement.dataset
    for (const radio of this.querySelectorAll("input")) radio.checked = radio.value === (chosen[radio.name] ?? "")
    this.addEventListener("change", this)
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.contains(relatedTarget)) this.querySelector("[popover]").hidePopover()
    })
  }

  handleEvent({ target }) {
    const chosen = document.documentElement.dataset
    if (target.value) chosen[target.name] = target.value
    else delete chosen[target.name]
    const { theme, textSize, spacing, motion } = chosen
    try { localStorage.setItem("reading", JSON.stringify({ theme, textSize, spacing, motion })) } catch { /* kept for this page only */ }
  }
})
