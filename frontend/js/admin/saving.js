// A button of the editor that sends the text waits: until what is saved by itself has been answered, or the two would be
// taken for two people; and until whoever wrote is signed in, here, if the session has ended. See overrides.py.
;(() => {
  const again = document.querySelector("sign-in-again")
  const whoIsHere = () => document.cookie.match(/(?:^|; )kept-for=(\w+)/)?.[1] ?? ""
  again.dataset.who = whoIsHere()
  const LONGEST = 10_000 // milliseconds for an answer that does not come

  async function isAnswered(form) {
    const saver = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-autosave")
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

  let waiting = false
  let going = null
  addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-edit-form] button[type=submit]")
    if (!button || button === going) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (waiting) return
    waiting = true
    try {
      await isAnswered(button.form)
      if (!await mayBeSent(button.form)) return
      await isAnswered(button.form) // what was typed meanwhile
      going = button
      button.click()
    } finally {
      going = null
      waiting = false
    }
  }, true)
})()
