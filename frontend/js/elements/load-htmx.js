// htmx for a part of the page that most visits never reach: fetched when it comes near. Until then its links are links.
customElements.define("load-htmx", class extends HTMLElement {
  connectedCallback() {
    if (window.htmx) return
    const near = new IntersectionObserver(([seen]) => {
      if (!seen.isIntersecting) return
      near.disconnect()
      document.head.append(Object.assign(document.createElement("script"), { src: this.dataset.src }))
    }, { rootMargin: "600px" })
    near.observe(this.parentElement)
  }
})
