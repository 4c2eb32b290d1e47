// The page is the same for everybody; what is a reader's own is marked here, also in comments that come later.
customElements.define("own-marks", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("htmx:after:swap", this)
    this.handleEvent()
  }

  disconnectedCallback() { document.removeEventListener("htmx:after:swap", this) }

  handleEvent() {
    for (const link of this.find("recommend")) this.turn(link)
    for (const link of this.find("follow")) this.turn(link)
    for (const comment of this.find("comment")) this.hide(comment)
    for (const tools of this.parentElement.querySelectorAll("template[data-own]")) this.own(tools)
  }

  find(name) {
    const numbers = this.dataset[name]?.split(" ") ?? []
    return numbers.map((number) => document.getElementById(`${name}-${number}`)).filter(Boolean)
  }

  // A link that came for this reader alone says already what holds. Both its words have their room: nothing moves.
  turn(link) {
    if ("known" in link.dataset) return
    link.dataset.known = link.dataset.on = ""
    link.dataset.hxPost += "?wanted=no"
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

  // One's own comment is edited and deleted in its place, in the room of what others do with it.
  own(tools) {
    const room = document.getElementById(`recommend-${tools.dataset.own}`)?.closest("li")
    if (!room) return
    const list = room.parentElement, [first, second] = tools.content.cloneNode(true).children
    room.replaceWith(first)
    const last = list.querySelector('[href$="/report/"]')?.closest("li")
    if (second) last?.replaceWith(second)
    else last?.remove()
    window.htmx?.process(list)
  }
})
