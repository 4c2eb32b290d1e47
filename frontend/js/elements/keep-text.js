// Text typed into a form is kept in this browser until the site has taken it, or for a week. Never secrets.
const PREFIX = "kept:", WEEK = 7 * 864e5, COOKIE = "sent-forms"
const SECRET = /passw|token|credential|secret|otp$|^code$/i

addEventListener("submit", (event) => {
  // Who signs out leaves nothing behind.
  if (event.target.matches('[action$="/accounts/logout/"]')) for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
})

customElements.define("keep-text", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    if (!this.form) return
    this.name = this.getAttribute("name")
    this.form.insertAdjacentHTML("afterbegin", '<input type="hidden" name="keep">')
    this.form.elements.keep.value = this.name
    const copy = this.read()
    if (copy?.sent && this.wasTaken()) this.clear()
    else if (copy && this.restore(copy.fields)) this.tell()
    for (const type of ["input", "change", "submit"]) this.form.addEventListener(type, this)
    this.querySelector("[data-discard]")?.addEventListener("click", () => this.discard())
  }

  handleEvent({ type }) {
    clearTimeout(this.timer)
    if (type === "submit") this.save(true)
    else this.timer = setTimeout(() => this.save(false), 250)
  }

  disconnectedCallback() { clearTimeout(this.timer) }

  get fields() {
    return [...this.form.elements].filter((field) => field.name && !field.disabled && !field.readOnly && !SECRET.test(field.name)
      && !/password|one-time-code/.test(field.autocomplete ?? "") && !/^(hidden|password|file|submit|button|reset|image|fieldset|output)$/.test(field.type))
  }

  state(field) { return /^(checkbox|radio)$/.test(field.type) ? field.checked : field.value }
  key(field) { return field.type === "radio" ? `${field.name}=${field.value}` : field.name }

  save(sent) {
    const fields = Object.fromEntries(this.fields.map((field) => [this.key(field), this.state(field)]))
    try { localStorage.setItem(PREFIX + this.name, JSON.stringify({ at: Date.now(), sent, fields })) } catch { /* full or switched off: the form works without */ }
  }

  read() {
    try {
      const copy = JSON.parse(localStorage.getItem(PREFIX + this.name))
      if (copy && Date.now() - copy.at < WEEK) return copy
      this.clear()
    } catch { this.clear() }
  }

  restore(kept) {
    // What the server gave back is newer.
    if (this.form.querySelector('[aria-invalid="true"]')) return false
    let changed = false
    for (const field of this.fields) {
      const value = kept[this.key(field)]
      if (value === undefined || value === this.state(field)) continue
      if (typeof value === "boolean") field.checked = value
      else field.value = value
      changed = true
    }
    return changed
  }

  tell() {
    const note = this.querySelector(".kept-note")
    if (!note) return
    note.hidden = false
    setTimeout(() => { note.querySelector("[role=status]").textContent = note.dataset.words }, 50)
  }

  discard() {
    this.clear()
    this.form.reset()
    this.querySelector(".kept-note").hidden = true
    this.fields[0]?.focus()
  }

  clear() {
    try { localStorage.removeItem(PREFIX + this.name) } catch { /* switched off */ }
  }

  wasTaken() {
    const names = document.cookie.match(new RegExp(`(?:^|; )${COOKIE}=([^;]*)`))?.[1].split(".") ?? []
    return names.includes(this.name)
  }
})
