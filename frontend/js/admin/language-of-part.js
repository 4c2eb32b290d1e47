// Marks a few words of a rich text as being in another language; see src/blog/admin/rich_text.py.
;(() => {
  const { React, DraftJS: { EditorState, Modifier, RichUtils } } = window
  const words = JSON.parse(document.getElementById("admin-words").textContent)
  const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

  function make(name, attributes = {}, ...inside) {
    const element = Object.assign(document.createElement(name), attributes)
    element.append(...inside)
    return element
  }

  function field(label, value) {
    const input = make("input", { type: "text", value, autocomplete: "off" })
    return [make("label", { className: "language-dialog__field" }, make("span", {}, label), input), input]
  }

  // Asks in the browser's own dialog: it holds the focus, closes with Escape and gives the focus back.
  class LanguageSource extends React.Component {
    componentDidMount() {
      const { editorState, entity } = this.props
      const [languageField, language] = field(words.language, entity?.getData().lang ?? "")
      const [textField, text] = field(words.text, "")
      const wrong = make("p", { className: "language-dialog__wrong" })
      wrong.setAttribute("role", "alert")
      const title = make("h2", { id: "language-dialog-title" }, words.mark)
      const form = make("form", { method: "dialog", noValidate: true }, title, languageField)
      const isEmpty = editorState.getSelection().isCollapsed()
      if (isEmpty) form.append(textField)
      const buttons = make("div", { className: "language-dialog__buttons" }, make("button", { className: "button" }, words.save))
      if (entity) buttons.append(make("button", { type: "button", className: "button button-secondary", onclick: () => this.finish(this.without()) }, words.remove))
      buttons.append(make("button", { type: "button", className: "button button-secondary", onclick: () => this.dialog.close() }, words.cancel))
      form.append(wrong, buttons)
      form.addEventListener("submit", (event) => {
        event.preventDefault()
        event.stopPropagation()
        const lang = language.value.trim()
        const problem = !TAG.test(lang) ? [language, words.wrong] : isEmpty && !text.value.trim() ? [text, words.nothing] : null
        for (const input of [language, text]) input.toggleAttribute("aria-invalid", input === problem?.[0])
        wrong.textContent = problem?.[1] ?? ""
        if (problem) problem[0].focus()
        else this.finish(this.marked(lang, isEmpty ? text.value.trim() : null))
      })
      this.dialog = make("dialog", { className: "language-dialog" }, form)
      this.dialog.setAttribute("aria-labelledby", title.id)
      this.dialog.addEventListener("close", () => {
        this.dialog.remove()
        if (this.done) return
        this.props.onClose()
        this.text?.focus()
      })
      document.body.append(this.dialog)
      this.text = getSelection().anchorNode?.parentElement.closest(".public-DraftEditor-content")
      this.dialog.showModal()
    }

    componentWillUnmount() {
      this.dialog.remove()
    }

    marked(lang, text) {
      const { editorState, entityType } = this.props
      const content = editorState.getCurrentContent().createEntity(entityType.type, "MUTABLE", { lang })
      const key = content.getLastCreatedEntityKey()
      if (text === null) return RichUtils.toggleLink(editorState, editorState.getSelection(), key)
      const changed = Modifier.insertText(content, editorState.getSelection(), text, editorState.getCurrentInlineStyle(), key)
      return EditorState.push(editorState, changed, "insert-characters")
    }

    without() {
      const { editorState } = this.props
      return RichUtils.toggleLink(editorState, editorState.getSelection(), null)
    }

    finish(editorState) {
      this.done = true
      this.dialog.close()
      this.props.onComplete(editorState)
    }

    render() {
      return null
    }
  }

  function MarkedWords({ contentState, entityKey, children }) {
    const { lang } = contentState.getEntity(entityKey).getData()
    return React.createElement("span", { lang, className: "language-mark", "data-language": lang }, children)
  }

  window.draftail.registerPlugin({ type: "LANGUAGE", source: LanguageSource, decorator: MarkedWords }, "entityTypes")
})()
