// A box for tables and code that are wider than the text: a stop for the keyboard only while there is something to scroll.
customElements.define("scroll-box", class extends HTMLElement {
  connectedCallback() {
    this.observer = new ResizeObserver(() => this.fit())
    for (const box of [this, this.querySelector("code, table")]) this.observer.observe(box)
  }

  disconnectedCallback() {
    this.observer.disconnect()
  }

  fit() {
    if (this.scrollWidth > this.clientWidth) this.tabIndex = 0
    else this.removeAttribute("tabindex")
  }
})
