// Where a picture is looked at, set by keyboard: Enter puts it in the middle, arrows move it. Wagtail's own begins with a mouse.
document.addEventListener("keydown", (event) => {
  const field = event.target
  if (!field.matches?.(".jcrop-keymgr")) return
  const [width, height] = window.jcropapi.getBounds()
  const begins = ["Enter", " ", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)
  if (!begins || window.jcropapi.tellSelect().w) return
  event.preventDefault()
  event.stopImmediatePropagation()
  window.jcropapi.setSelect([width / 4, height / 4, width * 3 / 4, height * 3 / 4])
}, true)
