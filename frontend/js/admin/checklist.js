// The checklist beside the text: asked for after each saving. A line leads to its place, out from under the panel.
;(() => {
  const list = document.querySelector("[data-checklist]")
  const word = list.querySelector("[role=status]")
  const items = list.querySelector("[data-checklist-items]")
  const counter = document.querySelector('[data-side-panel-toggle="checklist"] [data-side-panel-toggle-counter]')
  const PART = { "HX-Request": "true", "HX-Request-Type": "partial" }
  const FIELDS = "[contenteditable=true], input:not([type=hidden]), textarea, select"
  let asked = 0

  async function look(post) {
    const turn = ++asked
    const answer = await fetch(list.dataset.url.replace("/0/", `/${post}/`), { headers: PART }).catch(() => null)
    const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html")
    const found = page.querySelector("#checklist")
    if (!found || turn !== asked) return // signed out, or asked again meanwhile: what stands there stays
    const words = found.querySelector("p").textContent.trim()
    if (word.textContent !== words) word.textContent = words
    const place = items.contains(document.activeElement) ? document.activeElement.hash : null
    items.replaceChildren(...found.querySelectorAll("ul"))
    if (place) items.querySelector(`a[href$="${CSS.escape(place)}"]`)?.focus()
    if (!counter) return
    counter.textContent = found.dataset.required
    counter.hidden = found.dataset.required === "0"
  }

  items.addEventListener("click", (event) => {
    const place = document.getElementById(event.target.closest("a")?.hash.slice(1))
    if (!place) return
    event.preventDefault()
    const side = list.closest("[data-form-side]")
    if (side.offsetWidth > innerWidth / 2) side.querySelector("[data-form-side-close-button]").click()
    place.querySelector("[data-panel-toggle][aria-expanded=false]")?.click()
    const field = place.matches(FIELDS) ? place : place.querySelector(FIELDS) ?? place.querySelector("button")
    place.scrollIntoView({ block: "center", behavior: "instant" })
    field?.focus({ preventScroll: true })
  })

  if (list.dataset.post) look(list.dataset.post)
  document.addEventListener("w-autosave:success", ({ detail }) => {
    list.dataset.post = detail.response.pk ?? list.dataset.post
    look(list.dataset.post)
  })
})()
