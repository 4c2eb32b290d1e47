"""Answers that readers' programs ask for again and again: sent only where they do not have them.

The tag names the very bytes. The date is the moment at which this process first saw them, so it is
never older than the change that made them, whatever changed: a name, a credit, a post that left.
The page cache dates what it keeps in the same way (``page_cache/store.py: complete``).
"""

import hashlib
import time

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer with its tag and date, or 304 where the reader has it already.

    Whoever names a tag is judged by it alone (RFC 9110, 13.2.2).
    """
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    since = _since(request.path, digest)
    etag = quote_etag(digest)
    known = get_conditional_response(request, etag=etag, last_modified=since, response=response)
    answer = known or response
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(since)
    return answer


def _since(path: str, digest: str) -> int:
    """Return the second since which this is the answer: later than that of any answer before."""
    key = f"since:{hashlib.sha256(path.encode()).hexdigest()}"
    before, moment = caches["here"].get(key, ("", 0))
    if before != digest:
        moment = max(int(time.time()), moment + 1)
        caches["here"].set(key, (digest, moment), timeout=None)
    return int(moment)
