// Makes the calls that Wagtail prints as inline scripts; see src/blog/content/admin_widgets.py.
// Wagtail's Stimulus notices the elements, also those that come later in a dialog, a filter or a new row.
window.wagtail.app.register("start-widget", class extends window.StimulusModule.Controller {
  static values = { starter: String, arguments: Array }

  connect() {
    const starter = window[this.starterValue]
    const given = this.argumentsValue
    this.element.remove() // once only: rows that are moved are connected anew
    if (/^[A-Z]/.test(this.starterValue)) new starter(...given)
    else starter(...given)
  }
})

// The box around a picture's focal point asks for touch by writing an inline handler, unless it is told.
window.jQuery(() => {
  const box = window.jQuery.Jcrop
  if (box) box.defaults.touchSupport = "ontouchstart" in window
})
