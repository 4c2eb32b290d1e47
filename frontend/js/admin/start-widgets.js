// Makes the calls that Wagtail prints as inline scripts; see src/blog/admin/widgets.py.
// Wagtail's Stimulus notices the elements, also those that come later in a dialog, a filter or a new row.
window.wagtail.app.register("start-widget", class extends window.StimulusModule.Controller {
  static values = { starter: String, arguments: Array }

  connect() {
    const starter = window[this.starterValue]
    const given = this.argumentsValue
    this.element.remove() // once only: rows that are moved are connected anew
    const menus = takenOut(document.getElementById(`${given[0]}-chooser`))
    if (/^[A-Z]/.test(this.starterValue)) new starter(...given)
    else starter(...given)
    for (const menu of menus) menu.remove()
  }
})

// The menus of a chooser that Wagtail has taken out of the page already: a chooser listens to the buttons that it finds
// in itself when it starts, so they are put back until it has.
function takenOut(chooser) {
  const menus = [...chooser?.querySelectorAll("button") ?? []].map((button) => button._tippy?.popper)
  return menus.filter((menu) => menu && !menu.isConnected && (chooser.append(menu), true))
}

// The box around a picture's focal point asks for touch by writing an inline handler, unless it is told.
window.jQuery(() => {
  const box = window.jQuery.Jcrop
  if (box) box.defaults.touchSupport = "ontouchstart" in window
})
