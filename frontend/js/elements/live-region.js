// What htmx does, said aloud: aria-busy while it asks, one sentence when it fails.
customElements.define("live-region", class extends HTMLElement {
  connectedCallback() {
    for (const name of ["before:request", "finally:request", "error", "response:error"]) document.addEventListener("htmx:" + name, this)
  }

  handleEvent({ type, target, detail }) {
    const busy = detail.ctx?.target instanceof Element ? detail.ctx.target : target
    if (type === "htmx:before:request") busy.setAttribute?.("aria-busy", "true")
    else if (type === "htmx:finally:request") busy.removeAttribute?.("aria-busy")
    else if (type === "htmx:error" || detail.ctx.response.status >= 500) this.say(this.dataset.error)
  }

  say(words) {
    document.getElementById("live").textContent = ""
    setTimeout(() => { document.getElementById("live").textContent = words }, 50)
  }
})
