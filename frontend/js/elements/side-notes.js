// Sets each footnote in the margin beside its mark, below the note before it and anything wide. Without scripts or a margin they stay at the end.
customElements.define("side-notes", class extends HTMLElement {
  connectedCallback() {
    this.observer = new ResizeObserver(() => this.place())
    this.observer.observe(this.parentElement)
    document.fonts?.ready.then(() => this.place())
  }

  disconnectedCallback() {
    this.observer.disconnect()
  }

  place() {
    this.toggleAttribute("data-placed", true)
    const beside = getComputedStyle(this).position === "absolute"
    this.toggleAttribute("data-placed", beside)
    let free = 0
    const top = this.parentElement.getBoundingClientRect().top
    for (const note of this.querySelectorAll("li[id]")) {
      const mark = document.querySelector(`a[href="#${CSS.escape(note.id)}"]`)
      note.style.insetBlockStart = beside && mark ? `${(free = Math.max(free, mark.getBoundingClientRect().top - top))}px` : ""
      free += note.offsetHeight + 16
    }
  }
})
