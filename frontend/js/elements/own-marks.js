// The page is the same for everybody; what a reader recommends, follows or hides is marked here, also in comments that come later.
customElements.define("own-marks", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:after:swap", this)
    this.handleEvent()
  }

  disconnectedCallback() { document.removeEventListener("htmx:after:swap", this) }

  handleEvent() {
    for (const link of this.find("recommend", "")) this.turn(link, this.dataset.recommended)
    for (const link of this.find("follow", "")) this.turn(link, this.dataset.followed)
    for (const article of this.find("comment", " article")) {
      const note = document.createElement("p")
      note.className = "comment__gone"
      note.textContent = this.dataset.hidden
      article.replaceWith(note)
    }
  }

  find(name, within) {
    const numbers = this.dataset[name]?.split(" ") ?? []
    return numbers.map((number) => document.querySelector(`#${name}-${number}${within}`)).filter(Boolean)
  }

  // A link that came for this reader alone says already what holds.
  turn(link, words) {
    if ("known" in link.dataset) return
    link.dataset.known = ""
    link.dataset.hxPost += "?wanted=no"
    link.firstChild.textContent = words
  }
})
