// A session that ended while somebody wrote: sign in here, and what they sent is sent again. See docs/how-to/add-a-form.md.
customElements.define("sign-in-again", class extends HTMLElement {
  connectedCallback() {
    // For whom this page was made: what they typed is not sent in the name of somebody else.
    this.dataset.who = document.cookie.match(/(?:^|; )kept-for=(\w+)/)?.[1] ?? ""
    document.addEventListener("htmx:before:request", this)
  }

  disconnectedCallback() { document.removeEventListener("htmx:before:request", this) }

  handleEvent({ detail: { ctx } }) {
    if (/^(GET|HEAD)$/.test(ctx.request.method)) return
    const fetch = ctx.fetch
    ctx.fetch = async (url, request) => {
      const headers = { ...request.headers, "Sign-In-Again": "here" }
      const answer = await fetch(url, { ...request, headers })
      if (answer.status !== 401 || !answer.headers.has("Sign-In-Again")) return answer
      clearTimeout(ctx.requestTimeout)
      const { signInAgain } = await import(this.dataset.script)
      const token = await signInAgain(answer.headers.get("Sign-In-Again"), this.dataset)
      // 204 leaves the form as it is.
      if (!token) return new Response(null, { status: 204 })
      for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token
      if (request.body?.has?.("csrfmiddlewaretoken")) request.body.set("csrfmiddlewaretoken", token)
      return fetch(url, { ...request, signal: undefined, headers: { ...request.headers, "X-CSRFToken": token } })
    }
  }
})
