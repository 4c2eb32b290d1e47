"""Uploads that may be seen by anyone: pictures only, never with a type that a browser would run."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from blog.web.caching import mark_immutable

PUBLIC_FOLDERS = ("images/", "original_images/", "social/")
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
def serve_media(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture from the storage. Documents have a view of their own that checks who asks."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if not name.startswith(PUBLIC_FOLDERS) or ".." in name or suffix not in PICTURE_TYPES:
        raise Http404
    try:
        picture = default_storage.open(name)
    except (FileNotFoundError, ValueError, OSError) as missing:
        raise Http404 from missing
    response = FileResponse(picture, content_type=PICTURE_TYPES[suffix])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # feed readers show our pictures
    return mark_immutable(response)
