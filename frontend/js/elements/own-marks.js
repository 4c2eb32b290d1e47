// The page is the same for everybody; what is a reader's own is marked here, also in comments that come later.
customElements.define("own-marks", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:after:swap", this)
    this.handleEvent()
  }

  disconnectedCallback() { document.removeEventListener("htmx:after:swap", this) }

  handleEvent() {
    for (const link of this.find("recommend")) this.turn(link, this.dataset.recommended)
    for (const link of this.find("follow")) this.turn(link, this.dataset.followed)
    for (const comment of this.find("comment")) this.hide(comment)
    for (const tools of this.parentElement.querySelectorAll("template[data-own]")) this.own(tools)
  }

  find(name) {
    const numbers = this.dataset[name]?.split(" ") ?? []
    return numbers.map((number) => document.getElementById(`${name}-${number}`)).filter(Boolean)
  }

  // A link that came for this reader alone says already what holds.
  turn(link, words) {
    if ("known" in link.dataset) return
    link.dataset.known = ""
    link.dataset.hxPost += "?wanted=no"
    link.firstChild.textContent = words
  }

  hide(comment) {
    const article = comment.querySelector("article")
    if (!article) return
    const note = document.createElement("p"), again = document.createElement("a")
    note.className = "comment__gone"
    again.href = `${article.querySelector(".comment__time").getAttribute("href")}hide-author/`
    again.textContent = this.dataset.again
    note.append(this.dataset.hidden, " ", again)
    article.replaceWith(note)
  }

  // One's own comment is edited and deleted in its place, and neither recommended nor reported.
  own(tools) {
    const number = tools.dataset.own, others = document.getElementById(`recommend-${number}`)
    if (!others) return
    const list = others.closest("ul")
    others.closest("li").remove()
    list.querySelector('[href$="/report/"]')?.closest("li").remove()
    list.append(tools.content.cloneNode(true))
    window.htmx?.process(list)
  }
})
