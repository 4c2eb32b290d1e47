// The seconds that are left to do something. Without scripts the number of the page’s arrival stands there.
customElements.define("count-down", class extends HTMLElement {
  connectedCallback() {
    this.end = Date.now() + 1000 * Number(this.querySelector("[data-seconds]").textContent)
    this.timer = setInterval(() => this.show(), 1000)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
  }

  show() {
    const left = Math.ceil((this.end - Date.now()) / 1000)
    if (left > 0) {
      this.querySelector("[data-seconds]").textContent = left
    } else {
      clearInterval(this.timer)
      this.textContent = this.dataset.over
    }
  }
})
