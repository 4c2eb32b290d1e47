// A form that was opened below a comment closes where it stands; the link that opened it has the focus again.
addEventListener("click", (event) => {
  const cancel = event.target.closest?.("[data-closes]")
  const slot = cancel?.closest("[id^=slot-]")
  if (!slot || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const opener = document.querySelector(`a[href="${cancel.closest("form").getAttribute("action")}"]`)
  if (!opener) return
  event.preventDefault()
  slot.replaceChildren()
  opener.focus()
})
