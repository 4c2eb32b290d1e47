// A queue by keyboard: single keys that can be changed and switched off. Without this script the same buttons are pressed.
const STORE = "moderation-keys"
const TYPING = "input, textarea, select, [contenteditable]"

customElements.define("moderation-keys", class extends HTMLElement {
  connectedCallback() {
    this.panel = document.getElementById("keys")
    this.settings = { keys: {}, off: false, ...read() }
    for (const name of ["keydown", "htmx:after:swap"]) document.addEventListener(name, this)
    this.addEventListener("focusin", (event) => this.hold(event.target.closest(".item")))
    this.panel?.addEventListener("change", (event) => this.change(event.target))
    this.panel?.querySelector("[data-reset]").addEventListener("click", () => { this.settings = { keys: {}, off: false }; this.show() })
    this.show()
  }

  get cards() { return [...this.querySelectorAll(".item")] }
  get current() { return document.activeElement?.closest?.(".item") }

  handleEvent(event) {
    if (event.type === "htmx:after:swap") return this.arrived()
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.key === "Escape") return this.close()
    if (this.settings.off || event.target.closest(TYPING)) return
    const reason = this.current?.querySelector(`details[open] [data-reason="${CSS.escape(event.key)}"]`)
    const act = reason ? () => this.press(reason) : this.acts[this.actOf(event.key)]
    if (!act) return
    event.preventDefault()
    act()
  }

  acts = {
    next: () => this.move(1),
    previous: () => this.move(-1),
    approve: () => this.press(this.current?.querySelector("[data-key=approve]")),
    reject: () => this.open("reject"),
    ban: () => this.open("ban"),
    undo: () => this.undo(),
    queue: () => this.nextQueue(),
    search: () => this.search(),
    help: () => this.explain(),
  }

  move(step) {
    const { cards } = this, at = cards.indexOf(this.current)
    const card = cards[at < 0 ? 0 : at + step]
    if (card) return card.focus()
    const more = step > 0 && this.querySelector(".item-more a")
    if (more) more.click()
    else this.say(this.dataset.end)
  }

  // What is decided by a key leads on to the next comment; what is decided by a button keeps the focus.
  press(button) {
    if (!button) return
    this.leaving = this.current.id
    button.click()
  }

  arrived() {
    this.show()
    const card = document.getElementById(this.leaving ?? "")
    if (!card?.classList.contains("item--closed")) return
    this.leaving = ""
    this.cards.slice(this.cards.indexOf(card) + 1).find((one) => !one.classList.contains("item--closed"))?.focus()
  }

  open(name) {
    const card = this.current, asked = card?.querySelector(`details[data-key=${name}]`)
    if (!asked) return
    for (const other of card.querySelectorAll("details[open]")) other.open = false
    asked.open = true
    asked.querySelector("[data-reason]").focus()
  }

  close() {
    const open = document.activeElement.closest(".item details[open], #keys[open]")
    if (!open) return
    open.open = false
    open.querySelector("summary").focus()
  }

  undo() {
    const card = this.current?.querySelector("[data-key=undo]") ? this.current : this.cards.findLast((one) => one.id === this.latest)
    this.leaving = ""
    card?.querySelector("[data-key=undo]")?.click()
  }

  nextQueue() {
    const links = [...document.querySelectorAll("#queues a")]
    const at = links.findIndex((link) => link.hasAttribute("aria-current"))
    links[(at + 1) % links.length]?.click()
  }

  search() {
    const box = document.querySelector(".item-search")
    if (!box) return
    box.open = true
    box.querySelector("input:not([type=hidden])").focus()
  }

  explain() {
    if (!this.panel) return
    this.panel.open = true
    this.panel.querySelector("summary").focus()
  }

  async hold(card) {
    if (!card || card === this.held || card.classList.contains("item--closed")) return
    this.held = card
    const token = card.querySelector("[name=csrfmiddlewaretoken]")?.value
    if (!token) return
    try {
      const answer = await fetch(card.dataset.hold, { method: "POST", headers: { "X-CSRFToken": token } })
      const words = answer.status === 200 && !answer.redirected ? await answer.text() : ""
      const note = card.querySelector("[data-held]")
      if (words && note.textContent !== words) this.say(words)
      note.textContent = words
      note.hidden = !words
    } catch { /* offline: deciding says so */ }
  }

  // --- keys ----------------------------------------------------------------------------------

  keyOf(field) { return this.settings.keys[field.name] ?? field.defaultValue }
  get fields() { return [...this.panel?.querySelectorAll("input[maxlength]") ?? []] }
  actOf(key) { return this.fields.find((field) => this.keyOf(field) === key)?.name }

  change(field) {
    if (field.type === "checkbox") this.settings.off = !field.checked
    else if (!field.value.trim() || this.actOf(field.value)) this.tell(this.panel.dataset.taken)
    else { this.settings.keys[field.name] = field.value; this.tell(this.panel.dataset.saved) }
    this.show()
  }

  tell(words) { this.panel.querySelector("[role=status]").textContent = words }

  show() {
    try { localStorage.setItem(STORE, JSON.stringify(this.settings)) } catch { /* switched off: the keys are as they come */ }
    this.toggleAttribute("off", this.settings.off)
    for (const field of this.fields) field.value = this.keyOf(field)
    const box = this.panel?.querySelector("[type=checkbox]")
    if (box) box.checked = !this.settings.off
    for (const hint of this.querySelectorAll("[data-hint]")) hint.textContent = this.keyOf(this.fields.find((field) => field.name === hint.dataset.hint))
    const closed = this.current
    if (closed?.classList.contains("item--closed")) this.latest = closed.id
  }

  say(words) { document.querySelector("live-region")?.say(words) }

  disconnectedCallback() { for (const name of ["keydown", "htmx:after:swap"]) document.removeEventListener(name, this) }
})

function read() {
  try { return JSON.parse(localStorage.getItem(STORE)) } catch { return null }
}
