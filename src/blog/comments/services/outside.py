"""Asking a check outside the site about a text. It has seconds; then a moderator looks instead."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings

from blog.comments import selectors
from blog.comments.rules.checks import UNDECIDED, Answer, Draft, Outside, judge
from blog.comments.selectors.spam import get_score_to_act_on
from blog.content.models import PostPage
from blog.delivery.services import outgoing

logger = logging.getLogger(__name__)

LARGEST = 10_000  # bytes of an answer
AT_ONCE = 4  # requests; further ones wait, and their time runs


@dataclass(frozen=True)
class Question:
    """All that leaves the site: the text and where it stands. Nothing about its author."""

    text: str
    post: str
    language: str


class Check(Protocol):
    """Somebody who can be asked."""

    def ask(self, question: Question) -> Outside:
        """Return what they say; they answer in any case, if only that there is no answer."""


class HttpCheck:
    """A service that takes a question as JSON and answers ``{"spam": true, "reason": "…"}``."""

    def __init__(self, url: str, token: str, seconds: float) -> None:
        self.url, self.token, self.seconds = url, token, seconds
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="comment-check")

    def ask(self, question: Question) -> Outside:
        """Return what the service says, or that it said nothing within the time that it has."""
        asked = self._threads.submit(self._send, question)
        try:
            return asked.result(timeout=self.seconds)
        except Exception as error:
            asked.cancel()
            name = type(error).__name__
            logger.warning("The check of comments at COMMENT_CHECK_URL failed: %s", name)
            return Outside(Answer.SILENT, name)

    def _send(self, question: Question) -> Outside:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = json.dumps(asdict(question)).encode()
        # An operator's own address, https or this machine: config/env.py sees to it.
        answer = outgoing.ask(
            url=self.url,
            largest=LARGEST,
            method="POST",
            body=body,
            headers=headers,
            may_connect=lambda address: True,
            seconds=self.seconds,
        )
        if not 200 <= answer.status < 300:
            raise ConnectionError(answer.status)
        said = json.loads(answer.body)
        if not isinstance(said["spam"], bool):
            raise TypeError
        reason = str(said.get("reason") or "")[:200]
        return Outside(Answer.SPAM if said["spam"] else Answer.FINE, reason)


def ask_if_undecided(
    *, post: PostPage, person: Any, at: datetime, source: str, is_edit: bool = False
) -> Outside | None:
    """Ask about a text that nobody here has an opinion on; None where nobody has to be asked.

    It takes seconds at worst, so it is done before anything is written or locked.
    """
    check = get_check()
    if check is None:
        return None
    score = get_score_to_act_on(source)
    context = selectors.get_context(post=post, person=person, at=at, is_edit=is_edit, spam=score)
    if judge(Draft(source), context).rule != UNDECIDED:
        return None
    language = post.locale.language_code
    return check.ask(Question(text=source, post=post.full_url or "", language=language))


def get_check() -> Check | None:
    """Return whoever is to be asked, or None."""
    if not settings.COMMENT_CHECK_URL:
        return None
    return _check(
        settings.COMMENT_CHECK_URL, settings.COMMENT_CHECK_TOKEN, settings.COMMENT_CHECK_SECONDS
    )


@lru_cache(maxsize=1)
def _check(url: str, token: str, seconds: float) -> HttpCheck:
    return HttpCheck(url, token, seconds)
