"""What a browser complains about while a page is used."""

import re

WATCH_POLICY = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`))"""
# The browser itself gave up a transition from page to page: it led to a page without one, such as
# Wagtail's, or that page stood there already. Nothing is wrong.
NO_TRANSITION = (
    "ViewTransition opt-in disabled",
    "Transition was aborted because of invalid state",
)
# The console says this of every answer of 400 and above; here these are seen as answers.
SAID_TWICE = "Failed to load resource: the server responded"


class Complaints(list):
    """Script errors, console errors, policy violations, broken resources, requests to other hosts.

    Pages that answer 4xx or 5xx are no complaint: a test says which status it expects.
    """

    def __init__(self, site_url: str) -> None:
        super().__init__()
        self._ours = (site_url, "data:", "blob:", "about:")
        self._meant: list[re.Pattern[str]] = []

    def watch(self, context) -> None:
        """Listen to everything that happens in a browser context from now on."""
        context.add_init_script(WATCH_POLICY)
        context.on("weberror", lambda error: self._add_error(str(error.error)))
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("response", self._response)

    def mean(self, pattern: str) -> None:
        """Let a test cause something on purpose: what matches is no complaint."""
        self._meant.append(re.compile(pattern))

    def _add_error(self, message: str) -> None:
        if not any(words in message for words in NO_TRANSITION):
            self._add(f"script: {message}")

    def _add(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self._meant):
            self.append(text)

    def _console(self, message) -> None:
        if message.type == "error" and not message.text.startswith(SAID_TWICE):
            self._add(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith(self._ours):
            self._add(f"another host: {request.url}")

    def _response(self, response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self._add(f"broken: {response.status} {response.url}")
