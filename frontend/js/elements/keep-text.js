// Text typed into a form is kept in this browser for whoever typed it, until the site has taken it, or for a week. Never secrets.
const WEEK = 7 * 864e5
const SECRET = /passw|token|credential|secret|otp$|^code$/i
const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? ""
// The site says who is signed in by a name that tells nobody anything else.
const place = () => `kept:${cookie("kept-for")}:`

function forget(isOld) {
  try { for (const key of Object.keys(localStorage)) if (key.startsWith("kept:") && isOld(key)) localStorage.removeItem(key) } catch { /* switched off */ }
}

forget((key) => { try { return !(Date.now() - JSON.parse(localStorage[key]).at < WEEK) } catch { return true } })

addEventListener("submit", (event) => {
  // Who signs out leaves nothing behind; what others wrote here waits for them.
  if (event.target.matches('[action$="/accounts/logout/"]')) forget((key) => key.startsWith(place()))
})

customElements.define("keep-text", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form")
    if (!this.form) return
    this.key = place() + this.getAttribute("name")
    this.form.insertAdjacentHTML("afterbegin", '<input type="hidden" name="keep">')
    const copy = this.read(this.key) ?? this.adopt("kept::" + this.getAttribute("name"))
    if (copy && cookie("sent-forms").split(".").includes(copy.sent)) this.clear()
    else if (copy && this.restore(copy.fields)) this.tell()
    // On the document: a field may stand outside its form.
    for (const type of ["input", "change", "submit"]) document.addEventListener(type, this, true)
    this.querySelector("[data-discard]")?.addEventListener("click", () => this.discard())
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    for (const type of ["input", "change", "submit"]) document.removeEventListener(type, this, true)
  }

  handleEvent({ type, target }) {
    if ((target?.form ?? target) !== this.form) return
    clearTimeout(this.timer)
    if (type === "submit") this.save(this.form.elements.keep.value = Math.random().toString(36).slice(2))
    else this.timer = setTimeout(() => this.save(), 250)
  }

  get fields() {
    return [...this.form.elements].filter((field) => field.name && !field.disabled && !field.readOnly && !SECRET.test(field.name)
      && !/password|one-time-code/.test(field.autocomplete ?? "") && !/^(hidden|password|file|submit|button|reset|image|fieldset|output)$/.test(field.type))
  }

  state(field) { return /^(checkbox|radio)$/.test(field.type) ? field.checked : field.value }
  nameOf(field) { return field.type === "radio" ? `${field.name}=${field.value}` : field.name }

  save(sent) {
    const fields = Object.fromEntries(this.fields.map((field) => [this.nameOf(field), this.state(field)]))
    try { localStorage[this.key] = JSON.stringify({ at: Date.now(), sent, fields }) } catch { /* full or switched off: the form works without */ }
  }

  read(key) {
    try { return JSON.parse(localStorage[key]) } catch { /* nothing there */ }
  }

  // What was typed while nobody was signed in is for whoever signs in first.
  adopt(key) {
    const copy = this.read(key)
    if (copy && key !== this.key) {
      localStorage[this.key] = localStorage[key]
      localStorage.removeItem(key)
    }
    return copy
  }

  restore(kept) {
    // What the server gave back is newer.
    if (this.hasAttribute("data-newer") || this.form.querySelector('[aria-invalid="true"]')) return false
    let changed = false
    for (const field of this.fields) {
      const value = kept[this.nameOf(field)]
      if (value === undefined || value === this.state(field)) continue
      if (typeof value === "boolean") field.checked = value
      else field.value = value
      field.closest("details")?.setAttribute("open", "")
      changed = true
    }
    return changed
  }

  tell() {
    const note = this.querySelector(".kept-note")
    if (!note) return
    note.hidden = false
    note.closest("details")?.setAttribute("open", "")
    setTimeout(() => { note.querySelector("[role=status]").textContent = note.dataset.words }, 50)
  }

  discard() {
    this.clear()
    this.form.reset()
    this.querySelector(".kept-note").hidden = true
    this.fields[0]?.focus()
  }

  clear() {
    forget((key) => key === this.key)
  }
})
