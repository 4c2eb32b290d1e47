// The button in a reply's form quotes what was marked in the comment that is answered; without a mark all of it.
let marked = { text: "", within: null }
document.addEventListener("selectionchange", () => {
  const selection = getSelection()
  const within = selection.anchorNode?.parentElement?.closest(".comment__text")
  if (within && within.contains(selection.focusNode) && !selection.isCollapsed) marked = { text: selection.toString(), within }
})
customElements.define("quote-selection", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => {
      const answered = this.closest(".comment")?.querySelector(".comment__text") ?? document.querySelector("main .comment__text")
      this.firstElementChild.value = marked.within === answered ? marked.text : ""
    })
  }
})
