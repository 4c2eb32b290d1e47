// Says it on the page when a passkey could not be used; django-allauth would only tell the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault()
  const notice = document.getElementById("passkey-failed")
  notice.hidden = false
  notice.textContent = notice.dataset.words
})
