// A picture that moves stands still until somebody plays it, and again when they have seen enough. Without scripts a link leads to the moving one.
customElements.define("moving-picture", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a")
    if (!link) return
    this.button = document.createElement("button")
    this.button.type = "button"
    this.button.className = link.className
    this.button.append(...link.childNodes)
    this.button.addEventListener("click", this)
    this.words = this.button.firstChild
    this.play = this.words.data
    link.replaceWith(this.button)
  }

  async handleEvent() {
    if (this.moving) return this.stop()
    const moving = new Image()
    moving.className = "moving-picture__moving"
    moving.alt = ""
    moving.src = this.dataset.src
    this.moving = moving
    this.words.data = this.dataset.stop
    const came = await moving.decode().then(() => true, () => false)
    if (this.moving !== moving) return
    if (came) this.querySelector("picture").after(moving)
    else this.stop()
  }

  stop() {
    this.moving.remove()
    this.moving = null
    this.words.data = this.play
  }
})
