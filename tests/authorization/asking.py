"""Asks every address of the project in one role after another, and says what became of it."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.urls import URLPattern, get_resolver
from wagtail.documents import get_document_model

from blog.accounts.rules.roles import COLUMNS, Role
from tests import factories

STRANGER = "stranger"
PEOPLE = (STRANGER, *COLUMNS)
DOORS = ("/accounts/login/", "/de/accounts/login/", "/admin/login/")


@dataclass(frozen=True)
class Address:
    """An address with its name and its parameters."""

    name: str
    route: str


def addresses(patterns=None, route="", namespace=""):
    """Yield every address that the project answers, in the order of the resolver."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(namespace + (pattern.name or here), here)
        else:
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, here, inside)


class World:
    """What there is to ask for: something of one's own, and the same of somebody else."""

    def __init__(self, role):
        self.person = None
        if role != STRANGER:
            roles = [] if role is Role.READER else [role.value]
            self.person = factories.make_user("somebody@example.com", roles=roles)
        self.other = factories.make_user("other@example.com", roles=["Author"])
        self.things = {
            "own": self._make(self.person or self.other),
            "other": self._make(self.other),
        }

    def _make(self, owner):
        number = factories.PostPage.objects.count()
        draft = factories.make_post(f"A draft {number}", live=False, owner=owner)
        revision = draft.save_revision(user=owner)
        image = factories.make_image(f"Picture {number}", uploaded_by_user=owner)
        document = get_document_model().objects.create(
            title=f"Document {number}",
            file=factories.ContentFile(b"Words.", name=f"words-{number}.txt"),
            uploaded_by_user=owner,
        )
        return {"page": draft, "revision": revision, "image": image, "document": document}

    def fill(self, address, whose):
        """Return the address with its parameters filled in."""
        mine = self.things[whose]
        page = mine["page"]
        words = {
            "page_id": page.pk,
            "post_id": page.pk,
            "page_to_move_id": page.pk,
            "parent_page_id": page.get_parent().pk,
            "destination_id": page.get_parent().pk,
            "revision_id": mine["revision"].pk,
            "image_id": mine["image"].pk,
            "document_id": mine["document"].pk,
            "document_filename": mine["document"].filename,
            "content_type_app_name": "content",
            "content_type_model_name": "postpage",
            "app_label": "content",
            "model_name": "postpage",
            "slug": "none",
            "file": "rss.xml",
            "action": "delete",
            "action_name": "copy",
            "object_id": page.pk,
            "person_id": self.other.pk,
        }
        kind = next((k for k in ("image", "document") if f"admin/{k}s/" in address.route), "page")
        words["pk"] = mine[kind].pk
        path = re.sub(r"\(\?P<pk>[^)]*\)", str(page.pk), address.route)
        path = re.sub(r"\(\?P<revision_id_a>[^)]*\)", "earliest", path)
        path = re.sub(r"\(\?P<revision_id_b>[^)]*\)", "latest", path)
        path = re.sub(
            r"<(?:(\w+):)?(\w+)>",
            lambda m: str(words.get(m[2], 1 if m[1] == "int" else "x")),
            path,
        )
        return "/" + path.replace("\\.", ".").replace("^", "").replace("$", "")


def is_open(client, path):
    """Return whether somebody gets through, without leaving a trace; where needed, by a POST."""
    client.raise_request_exception = False
    session = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        transaction.set_rollback(True)
    client.cookies = session
    if answer.status_code in (401, 403, 404, 409, 410):
        return False
    target = answer.headers.get("Location", "")
    leads_away = target.startswith(DOORS) or (target == "/admin/" and path != "/admin/")
    return not leads_away
