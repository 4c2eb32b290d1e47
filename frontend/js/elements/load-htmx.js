// htmx for a part of the page that most visits never reach: fetched when it comes near, or with data-on at that event. Until then its links are links, its forms are forms.
customElements.define("load-htmx", class extends HTMLElement {
  connectedCallback() {
    if (window.htmx) return
    const part = this.parentElement
    const field = document.activeElement
    // Who was quicker than the scripts is in it already, and may have typed.
    if (this.dataset.on && part.contains(field)) return this.load(part, field.value !== (field.defaultValue ?? field.value) && field)
    if (this.dataset.on) return part.addEventListener(this.dataset.on, () => this.load(part), { once: true })
    const near = new IntersectionObserver(([seen]) => {
      if (!seen.isIntersecting) return
      near.disconnect()
      this.load(part)
    }, { rootMargin: "600px" })
    near.observe(part)
  }

  load(part, typed) {
    let script = document.querySelector(`script[src="${this.dataset.src}"]`)
    if (!script) document.head.append(script = Object.assign(document.createElement("script"), { src: this.dataset.src }))
    part.addEventListener("input", ({ target }) => { typed = target })
    // What was typed meanwhile is heard then: htmx itself begins a moment after it has come.
    script.addEventListener("load", () => setTimeout(() => typed && typed.dispatchEvent(new Event("input", { bubbles: true }))))
  }
})
