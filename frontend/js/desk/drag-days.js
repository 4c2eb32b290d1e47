// What is set for a day is dragged to another one; the form that comes has that day in it, and moves nothing by itself.
// Without this script, and by keyboard, the link “Move” leads to the same form.
customElements.define("drag-days", class extends HTMLElement {
  connectedCallback() {
    for (const entry of this.querySelectorAll("[data-move]")) entry.draggable = true
    for (const name of ["dragstart", "dragover", "drop", "dragend"]) this.addEventListener(name, this)
  }

  handleEvent(event) {
    if (event.type === "dragstart") return this.take(event)
    if (event.type === "dragend") return this.end()
    const day = this.taken && event.target.closest("[data-day]")
    if (!day) return this.mark()
    event.preventDefault()
    if (event.type === "dragover") return this.mark(day)
    location.assign(`${this.taken}?on=${day.dataset.day}`)
  }

  take(event) {
    this.taken = event.target.closest?.("[data-move]")?.dataset.move
    if (this.taken) event.dataTransfer.effectAllowed = "move"
  }

  mark(day) {
    this.querySelector("[data-over]")?.removeAttribute("data-over")
    day?.setAttribute("data-over", "")
  }

  end() {
    this.taken = undefined
    this.mark()
  }
})
