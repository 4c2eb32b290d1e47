// A disclosure where there is no margin, open where there is one (the style sheet then hides its summary). Without scripts it is open.
customElements.define("margin-details", class extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details")
    this.summary = this.querySelector("summary")
    this.observer = new ResizeObserver(() => this.fit())
    this.observer.observe(document.documentElement)
    this.fit()
    this.toggleAttribute("data-ready", true)
  }

  disconnectedCallback() {
    this.observer.disconnect()
  }

  fit() {
    const inMargin = getComputedStyle(this.summary).display === "none"
    if (inMargin !== this.inMargin) this.details.open = this.inMargin = inMargin
  }
})
