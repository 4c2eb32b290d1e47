// The dialog of sign-in-again: the pages of the doors, one after the other, inside the page that must not be left.
const IDS = ["for", "aria-describedby", "aria-labelledby", "aria-errormessage", "form"]

/** Let the person sign in. Returns the token for what is sent next, or nothing when they would rather not. */
export function signInAgain(url, words) {
  const dialog = document.createElement("dialog")
  dialog.className = "sign-in-dialog"
  dialog.setAttribute("aria-labelledby", "again-title")
  dialog.innerHTML = `<p class="sign-in-dialog__why" id="again-why"></p><div class="sign-in-dialog__step stack"></div>
    <p class="visually-hidden" role="alert"></p><form method="dialog"><button class="button button--quiet"></button></form>`
  const [why, step, alert, leave] = dialog.children
  why.textContent = words.why
  leave.firstElementChild.textContent = words.cancel
  document.body.append(dialog)

  return new Promise((done) => {
    let token
    const end = () => {
      removeEventListener("focus", look)
      dialog.remove()
      done(token)
      if (!token) document.querySelector("live-region")?.say(words.kept)
    }
    const finish = (found) => {
      if (isSomebodyElse(words.who)) return stop()
      token = found
      if (dialog.open) dialog.close()
      else end()
    }
    const stop = () => {
      step.innerHTML = '<h2 id="again-title" tabindex="-1"></h2>'
      const title = step.firstElementChild
      title.textContent = words.otherTitle
      why.textContent = words.other
      leave.firstElementChild.textContent = words.close
      if (!dialog.open) dialog.showModal()
      title.focus()
    }
    const look = () => load(url).then((page) => { const found = tokenOf(page); if (found) finish(found) }, () => {})
    const show = (page) => tokenOf(page) ? finish(tokenOf(page)) : put(step, page, dialog)
    const go = async (address, options) => {
      step.setAttribute("aria-busy", "true")
      try { show(await load(address, options)) }
      catch { alert.textContent = ""; alert.textContent = words.failed }
      step.removeAttribute("aria-busy")
    }

    step.addEventListener("submit", (event) => {
      const form = event.target
      if (form.target) return
      event.preventDefault()
      const body = new URLSearchParams(new FormData(form, event.submitter))
      if (form.method === "post") go(form.action, { method: "POST", body })
      else go(`${form.action}?${body}`)
    })
    step.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]")
      if (!link || link.hash && link.pathname === location.pathname) return
      if (!link.pathname.includes("/accounts/")) { link.target = "_blank"; return }
      event.preventDefault()
      go(link.href)
    })
    // Signed in elsewhere meanwhile: by a link in a message, by a provider, in another tab.
    addEventListener("focus", look)
    dialog.addEventListener("close", end)
    // At once when the session is there again and only the token was old.
    load(url).then((page) => { if (tokenOf(page)) return finish(tokenOf(page)); dialog.showModal(); put(step, page, dialog) },
      () => { dialog.showModal(); alert.textContent = words.failed })
  })
}

// The cookie tells who is signed in here now, by a name that tells nothing else.
function isSomebodyElse(who) {
  return who !== "" && who !== document.cookie.match(/(?:^|; )kept-for=(\w+)/)?.[1]
}

async function load(address, options) {
  const answer = await fetch(address, { ...options, headers: { Accept: "text/html" } })
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  page.address = answer.url
  return page
}

const tokenOf = (page) => page.querySelector("[data-signed-in]")?.dataset.signedIn

async function put(step, page, dialog) {
  const part = page.querySelector(".account") ?? page.querySelector("main")
  for (const element of part.querySelectorAll("form, a[href]")) {
    if (element.localName === "form") element.action = new URL(element.getAttribute("action") || "", page.address)
    else if (!element.getAttribute("href").startsWith("#")) element.href = new URL(element.getAttribute("href"), page.address)
  }
  // Names of its own, so that nothing here is mistaken for something of the page below.
  for (const element of part.querySelectorAll("[id]")) element.id = `again-${element.id}`
  for (const name of IDS) for (const element of part.querySelectorAll(`[${name}]`)) {
    element.setAttribute(name, element.getAttribute(name).split(" ").map((id) => `again-${id}`).join(" "))
  }
  for (const link of part.querySelectorAll('a[href^="#"]')) link.setAttribute("href", `#again-${link.getAttribute("href").slice(1)}`)
  for (const heading of part.querySelectorAll("h2")) rename(heading, "h3")
  const title = rename(part.querySelector("h1"), "h2")
  title.id = "again-title"
  title.tabIndex = -1
  const scripts = [...part.querySelectorAll("script")]
  for (const script of scripts) script.remove()
  for (const old of part.querySelectorAll("noscript")) old.remove()
  const data = scripts.filter((script) => script.id)
  step.replaceChildren(...part.childNodes, ...data)
  // To a provider elsewhere in a tab of its own; coming back from there is noticed.
  for (const form of step.querySelectorAll("form[data-leaves]")) form.target = "_blank"
  for (const form of step.querySelectorAll("form")) form.submit = () => form.requestSubmit()
  await runPasskeys(scripts, title)
  ;(step.querySelector("[autofocus]") ?? title).focus()
}

function rename(heading, name) {
  const renamed = document.createElement(name)
  renamed.append(...heading.childNodes)
  for (const { name, value } of heading.attributes) renamed.setAttribute(name, value)
  heading.replaceWith(renamed)
  return renamed
}

// django-allauth's own scripts, once a page; what its pages ask of them, each time.
async function runPasskeys(scripts, title) {
  for (const { src } of scripts) {
    if (!src || src.includes("/onload") || document.querySelector(`script[src="${new URL(src).pathname}"]`)) continue
    const script = document.createElement("script")
    script.src = new URL(src).pathname
    script.async = false
    await new Promise((loaded) => { script.onload = script.onerror = loaded; document.head.append(script) })
  }
  // Left while they were on their way: what they would look for is gone.
  if (!title.isConnected) return
  for (const script of scripts) {
    if (!script.dataset.allauthOnload) continue
    const task = JSON.parse(script.textContent)
    for (const name in task.ids) task.ids[name] = `again-${task.ids[name]}`
    script.dataset.allauthOnload.split(".").reduce((at, name) => at?.[name], window)?.(task)
  }
}
