// Comments by people whom the reader does not want to read: the words go, a sentence stays.
customElements.define("hide-comments", class extends HTMLElement {
  connectedCallback() {
    for (const number of this.dataset.comments.split(" ")) {
      const article = document.querySelector(`#comment-${number} article`)
      if (!article) continue
      const note = document.createElement("p")
      note.className = "comment__gone"
      note.textContent = this.dataset.words
      article.replaceWith(note)
    }
  }
})
