// Ctrl+Enter, or Command+Enter, in a comment sends it.
addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
  const form = event.target.closest?.("[data-quick-send]")
  if (form) { event.preventDefault(); form.requestSubmit() }
})
