// What htmx does, said aloud: aria-busy while it asks, one sentence when it fails. A failure leaves the address alone.
customElements.define("live-region", class extends HTMLElement {
  connectedCallback() {
    for (const name of ["before:request", "finally:request", "error", "response:error", "before:history:update"]) document.addEventListener("htmx:" + name, this)
  }

  handleEvent(event) {
    const { type, target, detail } = event
    const busy = detail.ctx?.target instanceof Element ? detail.ctx.target : target
    if (type === "htmx:before:request") busy.setAttribute?.("aria-busy", "true")
    else if (type === "htmx:finally:request") busy.removeAttribute?.("aria-busy")
    else if (type === "htmx:before:history:update") { if (detail.response?.status >= 400) event.preventDefault() }
    else if (type === "htmx:error" || detail.ctx.response.status >= 500) this.say(this.dataset.error)
  }

  say(words) {
    this.firstElementChild.textContent = ""
    setTimeout(() => { this.firstElementChild.textContent = words }, 50)
  }
})
