// A button of the editor that sends the text waits: until what is saved by itself has been answered, or the two would be
// taken for two people; and until whoever wrote is signed in, here, if the session has ended. See overrides.py.
;(() => {
  const again = document.querySelector("sign-in-again")
  const whoIsHere = () => document.cookie.match(/(?:^|; )kept-for=(\w+)/)?.[1] ?? ""
  again.dataset.who = whoIsHere()
  const LONGEST = 10_000 // milliseconds for an answer that does not come
  const STILL_HERE = 60_000 // milliseconds in which nobody is asked again: Wagtail’s question may come between, and presses itself

  const saverOf = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave")

  async function isAnswered(form) {
    const saver = saverOf(form)
    const late = new Promise((done) => { setTimeout(done, LONGEST, true) })
    while (saver?.submitPromise && await Promise.race([saver.submitPromise, late]) !== true);
  }

  async function mayBeSent(form) {
    const { signInAgain } = await import(again.dataset.script)
    const token = await signInAgain(again.dataset.url, again.dataset)
    if (token) for (const field of form.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token
    return Boolean(token)
  }

  // Which version the text in the form is: what was saved by itself is one's own, and no conflict.
  document.addEventListener("w-autosave:success", ({ target, detail: { response } }) => {
    for (const name of ["revision_id", "revision_created_at"]) {
      const field = target.elements.namedItem(`loaded_${name}`)
      if (field && response[name]) field.value = response[name]
    }
  })

  // The text is on its way: nothing is saved by itself any more.
  addEventListener("submit", (event) => {
    const saver = event.target.matches("[data-edit-form]") && saverOf(event.target)
    if (saver && !event.defaultPrevented) saver.activeValue = false
  })

  let waiting = false
  let going = null
  let seenAt = -STILL_HERE
  addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-edit-form] button[type=submit]")
    if (!button || button === going) return
    if (performance.now() - seenAt < STILL_HERE && !saverOf(button.form)?.submitPromise) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (waiting) return
    waiting = true
    try {
      await isAnswered(button.form)
      if (!await mayBeSent(button.form)) return
      await isAnswered(button.form) // what was typed meanwhile
      seenAt = performance.now()
      going = button
      button.click()
    } finally {
      going = null
      waiting = false
    }
  }, true)
})()
