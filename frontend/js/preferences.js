// The reader's choices, from this browser alone, set before the first paint. Never throws.
(function (root) {
  function apply() {
    var saved = {}
    try { saved = JSON.parse(localStorage.getItem("reading")) || {} } catch (error) { /* no storage: the system decides */ }
    ;["theme", "textSize", "spacing", "motion"].forEach(function (name) {
      if (/^[a-z]{1,12}$/.test(saved[name] || "")) root[name] = saved[name]
      else delete root[name]
    })
  }
  root.scripts = ""
  apply()
  addEventListener("pageshow", function (event) { if (event.persisted) apply() })
  addEventListener("storage", apply)
})(document.documentElement.dataset)
