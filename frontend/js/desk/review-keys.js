// Single keys for the review. They are off where they were switched off, in fields, and with a modifier.
const KEPT = "review-keys-off"

customElements.define("review-keys", class extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("input")
    this.box.checked = !localStorage.getItem(KEPT)
    this.box.addEventListener("change", () => this.box.checked ? localStorage.removeItem(KEPT) : localStorage.setItem(KEPT, "1"))
    document.addEventListener("keydown", this)
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this)
  }

  handleEvent(event) {
    if (!this.box.checked || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return
    const act = { j: () => this.change(1), k: () => this.change(-1), n: () => this.go("next"), p: () => this.go("previous"), a: () => this.decide("approve"), r: () => this.decide("request-changes") }[event.key.toLowerCase()]
    if (act) {
      event.preventDefault()
      act()
    }
  }

  change(step) {
    const all = [...document.querySelectorAll("[data-change]")]
    const here = all.indexOf(document.activeElement)
    const to = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]
    to?.focus()
    to?.scrollIntoView({ block: "center" })
  }

  go(where) {
    if (this.dataset[where]) location.assign(this.dataset[where])
  }

  decide(step) {
    document.querySelector(`[data-step="${step}"] :is(summary, button)`)?.focus()
  }
})
