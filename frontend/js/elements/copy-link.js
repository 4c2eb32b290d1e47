// A button that copies an address. It is hidden in the HTML: without scripts it could do nothing.
customElements.define("copy-link", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.button.hidden = !navigator.clipboard
    this.button.addEventListener("click", this)
  }

  async handleEvent() {
    const copied = await navigator.clipboard.writeText(this.dataset.url || location.href).then(() => true, () => false)
    document.getElementById("live").textContent = copied ? this.dataset.copied : this.dataset.failed
    this.querySelector("[data-label]").textContent = copied ? this.dataset.copied : this.dataset.failed
  }
})
