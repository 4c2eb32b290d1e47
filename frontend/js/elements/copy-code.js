// A button that copies the code beside it. It is hidden in the HTML: without scripts it could do nothing.
customElements.define("copy-code", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.button.hidden = !navigator.clipboard
    this.button.addEventListener("click", this)
  }

  async handleEvent() {
    const code = this.closest(".code-block").querySelector("code").textContent
    const copied = await navigator.clipboard.writeText(code).then(() => true, () => false)
    document.getElementById("live").textContent = copied ? this.dataset.copied : this.dataset.failed
    this.querySelector("[data-label]").textContent = copied ? this.dataset.copied : this.dataset.failed
  }
})
