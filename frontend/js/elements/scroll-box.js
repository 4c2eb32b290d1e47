// A box for tables and code that are wider than the text: a stop for the keyboard only while there is something to scroll.
customElements.define("scroll-box", class extends HTMLElement {
  connectedCallback() {
    this.observer = new ResizeObserver(() => this.fit())
    for (const box of [this, this.firstElementChild]) this.observer.observe(box)
  }

  disconnectedCallback() {
    this.observer.disconnect()
  }

  fit() {
    const scrolls = this.scrollWidth > this.clientWidth
    for (const [name, value] of [["tabindex", "0"], ["role", "region"]]) {
      if (scrolls) this.setAttribute(name, value)
      else this.removeAttribute(name)
    }
  }
})
