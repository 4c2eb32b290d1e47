// Asks a third party for nothing until the reader does. Before that, and without scripts, there is a link.
customElements.define("load-embed", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.button.hidden = false
    this.button.addEventListener("click", this)
  }

  handleEvent() {
    const frame = document.createElement("iframe")
    frame.src = this.dataset.src
    frame.title = this.dataset.title
    frame.allow = "fullscreen; picture-in-picture"
    frame.referrerPolicy = "strict-origin-when-cross-origin"
    frame.tabIndex = 0
    this.querySelector(".embed__frame").replaceChildren(frame)
    frame.focus()
  }
})
