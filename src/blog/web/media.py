"""Uploads on their way out: pictures for anyone, documents for whoever may have them.

Neither is ever sent with a type that a browser would run.
"""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve

from blog.web.caching import mark_immutable

PUBLIC_FOLDERS = ("images/", "original_images/", "portraits/", "social/")
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
NOTHING_RUNS = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a picture from the storage, or say that the one a cache has is still good.

    A picture's name changes with its content, so caches may keep it. Other sites may show it, as
    readers of feeds do. A range of it is not sent: whoever asks for one gets the whole.
    """
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if not name.startswith(PUBLIC_FOLDERS) or ".." in name or suffix not in PICTURE_TYPES:
        raise Http404
    try:
        changed = int(default_storage.get_modified_time(name).timestamp())
        response: Any = get_conditional_response(request, last_modified=changed)
        if response is None:
            response = FileResponse(default_storage.open(name), content_type=PICTURE_TYPES[suffix])
    except (OSError, ValueError) as missing:  # not there, a folder, or no name for a file
        raise Http404 from missing
    response["Last-Modified"] = http_date(changed)
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers show them
    return mark_immutable(response) if response.status_code in (200, 304) else response


@require_safe
def serve_document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponseBase:
    """Send a document by Wagtail's view, which asks who may have it; as a download, but for a PDF.

    A PDF is shown by the browser's own viewer, which a sandbox would stop. For files on a disk
    Wagtail 8.0 names an encoding "None" (utils/sendfile.py) and an empty tag: neither is one.
    """
    response: Any = serve(request, document_id, document_filename)
    for name, nothing in (("Content-Encoding", "None"), ("ETag", '""')):
        if response.get(name) == nothing:
            del response[name]
    if response.get("Content-Disposition", "").startswith("attachment"):
        response["Content-Security-Policy"] = NOTHING_RUNS
    return response
