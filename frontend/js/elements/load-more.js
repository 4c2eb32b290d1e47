// When more posts have come in: focus the first new one and say how many there are now.
customElements.define("load-more", class extends HTMLElement {
  connectedCallback() {
    this.observer = new MutationObserver((records) => this.arrived(records))
    this.observer.observe(this, { childList: true })
  }

  disconnectedCallback() {
    this.observer.disconnect()
  }

  arrived(records) {
    const list = records.flatMap((record) => [...record.addedNodes]).find((node) => node.dataset?.arrived)
    if (!list) return
    list.querySelector("a")?.focus()
    document.getElementById("live").textContent = list.dataset.arrived
  }
})
