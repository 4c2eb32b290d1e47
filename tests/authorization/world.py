"""What there is to ask for: something of one's own, and the same of somebody else, in every state.

One world serves all tests here. ``be`` changes who the person in it is; whoever asks for something
undoes it again.
"""

import hashlib
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail.documents import get_document_model

from blog.accounts.models import Invitation, User
from blog.accounts.permissions import forget_roles, roles_of
from blog.accounts.rules.roles import Role
from blog.accounts.services import exporting, inviting, preferences, sign_in_link
from blog.comments.models import Comment, Follow, ListedPhrase, SavedSearch
from blog.comments.services import changing, following, moderation, people, posting
from blog.content.models import Byline, PostPage
from blog.delivery.models import Delivery, OutboxMessage
from blog.delivery.models import State as Sending
from blog.delivery.services import endpoints, webhooks
from blog.publishing.models import SavedFilter
from blog.publishing.services import preview, review, schedule, trash
from tests import factories
from tests.authorization.asking import STRANGER, parameters, path_of
from tests.publishing.desk import Desk

# How something belongs to the person: they began it, their name stands over it, or neither.
OWN, SHARED, OTHERS = "own", "shared", "other's"
POST_STATES = ("draft", "submitted", "scheduled", "live", "unpublished", "in the trash")
COMMENT_STATES = ("visible", "waiting", "rejected", "deleted", "under an unpublished post")


@dataclass(frozen=True)
class Thing:
    """Something that an address is about."""

    whose: str = OTHERS
    state: str = ""
    it: Any = None

    @property
    def owns(self):
        """Whether it is the person's."""
        return self.whose != OTHERS

    @property
    def is_public(self):
        """Whether it is a post that readers have."""
        return self.state == "live"


@contextmanager
def lasting(blocker):
    """Keep what is written in a transaction until the last test that asks for it."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with blocker.unblock(), atomic:
        yield
        transaction.set_rollback(True)


class World:
    """Something of everything."""

    def __init__(self):
        self.at = datetime.now(tz=UTC)
        self.somebody = factories.make_user("somebody@example.com", first_name="Somebody")
        self.other = factories.make_user("other@example.com", first_name="O", roles=["Author"])
        self.editor = factories.make_user("editor@example.com", roles=["Editor"])
        self.moderator = factories.make_user("moderator@example.com", roles=["Moderator"])
        self.admin = factories.make_user("admin@example.com", roles=["Admin"])
        self.byline = factories.make_author("Some Body", user=self.somebody)
        self.tag = factories.make_tag("bread")
        self.series = factories.make_series("Loaves")
        self.live = factories.make_post(
            "A live post",
            owner=self.other,
            authors=[factories.make_author("Another")],
            tags=[self.tag],
            series=self.series,
        )
        self.posts = {
            (whose, state): self._post(whose, state)
            for whose in (OWN, SHARED, OTHERS)
            for state in POST_STATES
        }
        self.comments = {
            (whose, state): self._comment(whose, state)
            for whose in (OWN, OTHERS)
            for state in reversed(COMMENT_STATES)
        }
        self.files = {OWN: self._files(self.somebody), OTHERS: self._files(self.other)}
        self._make_the_rest()
        self.correction = factories.make_correction(self.live)
        self.be(STRANGER)

    def be(self, role):
        """Let the person have a role, and no other; return them."""
        self.person = AnonymousUser()
        if role != STRANGER:
            names = [] if role is Role.READER else [role.value]
            self.somebody.groups.set(Group.objects.filter(name__in=names))
            self.person = User.objects.get(pk=self.somebody.pk)
            forget_roles(self.person)
            roles_of(self.person)  # kept on the object, and so on its copies
        return self.person

    def sign_in(self, client):
        """Sign the person in, as somebody who has just shown that it is them."""
        client.logout()
        if not self.person.is_authenticated:
            return
        client.force_login(self.person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(self.person.pk)
        session.save()

    def _post(self, whose, state):
        owner = self.somebody if whose == OWN else self.other
        post = Desk.write(owner, title=f"Spelt, {whose}, {state}".replace("’", ""))
        if whose == SHARED:
            Byline.objects.create(post=post, author=self.byline)
        revision_id = Desk.newest(post)
        if state == "submitted":
            review.submit(post_id=post.pk, revision_id=revision_id, by=self.editor)
        elif state == "scheduled":
            later = self.at + timedelta(days=2)
            schedule.schedule(
                post_id=post.pk, revision_id=revision_id, due_at=later, by=self.editor
            )
        elif state in {"live", "unpublished"}:
            factories.publish(post)
            if state == "unpublished":
                factories.withdraw(PostPage.objects.get(pk=post.pk))
        elif state == "in the trash":
            trash.trash(post_id=post.pk, by=self.editor)
        return PostPage.objects.get(pk=post.pk)

    def _comment(self, whose, state):
        author = self.somebody if whose == OWN else self.other
        fields = {"post": self.live, "by": author, "source": f"A comment, {whose}, {state}."}
        before = timedelta(hours=COMMENT_STATES.index(state))
        if state == "under an unpublished post":
            fields["post"] = factories.make_post(f"Gone, {whose}")
        comment = posting.post_comment(**fields, at=self.at - before)
        decided = {"comment": comment, "by": self.moderator, "at": self.at}
        decided["revision_id"] = comment.revision_id
        decided["last_decision_id"] = comment.decisions.last().pk
        if state == "rejected":
            moderation.decide(**decided, approve=False, code="spam")
        elif state != "waiting":
            moderation.decide(**decided, approve=True)
        else:
            Comment.objects.filter(pk=comment.pk).update(state="withheld")
        if state == "deleted":
            changing.delete_comment(comment=comment, by=author, at=self.at)
        elif state == "under an unpublished post":
            factories.withdraw(PostPage.objects.get(pk=fields["post"].pk))
        return Comment.objects.get(pk=comment.pk)

    def _files(self, owner):
        number = owner.pk
        document = get_document_model().objects.create(
            title=f"Document {number}",
            file=factories.ContentFile(b"Words.", name=f"words-{number}.txt"),
            uploaded_by_user=owner,
        )
        image = factories.make_image(f"Picture {number}", uploaded_by_user=owner)
        return {"document": document, "image": image}

    def _make_the_rest(self):
        at = self.at
        EmailAddress.objects.create(
            user=self.somebody, email=self.somebody.email, verified=True, primary=True
        )
        self.sanction = people.sanction(
            of=self.other, by=self.moderator, at=at, kind="warn", reason="Be kind."
        )
        self.invitations = {
            OWN: self._invite("somebody@example.com"),
            OTHERS: self._invite("new@example.com"),
        }
        self.invitation = self.invitations[OTHERS]
        saved = {"words": {}, "at": at}
        self.filters = {
            OWN: SavedFilter.objects.create(owner=self.somebody, name="Mine", **saved),
            OTHERS: SavedFilter.objects.create(owner=self.other, name="Theirs", **saved),
        }
        kept = {"asked": {}, "at": at}
        self.searches = {
            OWN: SavedSearch.objects.create(by=self.somebody, name="Mine", **kept),
            OTHERS: SavedSearch.objects.create(by=self.other, name="Theirs", **kept),
        }
        self.team_search = SavedSearch.objects.create(
            by=self.other, name="Rye", is_shared=True, **kept
        )
        self.phrase = ListedPhrase.objects.create(text="adverts")
        self.message = OutboxMessage.objects.create(
            kind="mail", key="one", state=Sending.DEAD, created_at=at, due_at=at
        )
        self.endpoint = endpoints.add(
            name="Chat", url="https://example.com/", events=["post.published"]
        )
        webhooks.send_test(endpoint=self.endpoint, at=at)
        self.delivery = Delivery.objects.get()
        OutboxMessage.objects.filter(delivery=self.delivery).update(state=Sending.DEAD)
        self.task = DBTaskResult.objects.create(
            task_path="blog.content.tasks.index_post",
            status="FAILED",
            args_kwargs={"args": [self.live.pk], "kwargs": {}},
            backend_name="default",
            run_after=at,
            finished_at=at,
            exception_class_path="builtins.ValueError",
            traceback="",
        )
        self.preview = preview.share(
            post_id=self.live.pk,
            revision_id=Desk.newest(self.live),
            by=self.editor,
            expires_at=at + timedelta(days=1),
            guest="Mei",
            takes_remarks=True,
        )
        self.picture = default_storage.save("images/loaf.jpg", factories.picture_file())
        self.somebody.profile.refresh_from_db()
        self.handle = self.somebody.profile.handles.get(given_up_at=None).handle
        self.somebody.profile.is_public = True
        self.somebody.profile.save(update_fields=["is_public"])
        self.key = Authenticator.objects.create(
            user=self.other, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop"}
        )
        self.exports = {OWN: self._export(self.somebody), OTHERS: self._export(self.other)}

    def _invite(self, email):
        made = inviting.invite(email=email, roles=[Role.AUTHOR], by=self.admin, at=self.at)
        secret_hash = hashlib.sha256(email.encode()).hexdigest()  # the link's secret is mailed only
        Invitation.objects.filter(pk=made.pk).update(secret_hash=secret_hash)
        return made

    def _export(self, person):
        export = exporting.ask_for_export(by=person, at=self.at)
        exporting.make_waiting(at=self.at)
        return export

    def things(self, address, who=STRANGER, states=POST_STATES):
        """Return what an address is asked about.

        In the conversation no role of the staff has another right than a reader, so readers and
        strangers are asked in every state, and the others in fewer.
        """
        names = parameters(address.route)
        everybodys = address.name.startswith("comments:") and ":desk_" not in address.name
        fewer = everybodys and who not in {STRANGER, Role.READER}
        if address.is_ours and "post_id" in names:
            states = ("draft", "live") if fewer else states
            return [Thing(*key, post) for key, post in self.posts.items() if key[1] in states]
        if address.is_ours and "comment_id" in names:
            states = ("visible", "rejected") if fewer else COMMENT_STATES
            return [Thing(*key, one) for key, one in self.comments.items() if key[1] in states]
        both = {
            "accounts:revoke_invitation": self.invitations,
            "accounts:invitation": self.invitations,
            "accounts:fetch_export": self.exports,
            "comments:desk_forget_search": self.searches,
            "desk_change_filter": self.filters,
        }
        if address.name in both:
            return [Thing(whose, "", it) for whose, it in both[address.name].items()]
        if address.is_ours:
            return [Thing()]
        if address.name == "wagtail_serve":
            return [Thing(*key, post) for key, post in self.posts.items()]
        if address.name in {"mfa_edit_webauthn", "mfa_remove_webauthn"}:
            return [Thing(OTHERS, "", self.key)]
        # What is the same whoever owns it is asked once, as somebody else's.
        posts = [
            Thing(whose, "draft", self.posts[whose, "draft"]) for whose in (SHARED, OWN, OTHERS)
        ]
        return list({self.path(address, thing): thing for thing in posts}.values())

    def path(self, address, thing):
        """Return the address of one thing."""
        if address.name == "wagtail_serve":
            return thing.it.get_url()
        if address.name == "wagtaildocs_serve":
            return self.files[OTHERS]["document"].url
        return path_of(address.route, self._words(address, thing))

    def _words(self, address, thing):
        post = thing.it if isinstance(thing.it, PostPage) else self.posts[OTHERS, "draft"]
        files = self.files[OTHERS if thing.whose == SHARED else thing.whose]
        if address.name in {"mfa_edit_webauthn", "mfa_remove_webauthn"}:
            return {"pk": self.key.pk}
        kind = next((k for k in ("image", "document") if f"admin/{k}s/" in address.route), "")
        words = {
            "page_id": post.pk,
            "post_id": post.pk,
            "page_to_move_id": post.pk,
            "parent_page_id": post.get_parent().pk,
            "destination_id": post.get_parent().pk,
            "revision_id": post.latest_revision_id,
            "comment_id": getattr(thing.it, "pk", 0),
            "filter_id": getattr(thing.it, "pk", 0),
            "search_id": getattr(thing.it, "pk", 0),
            "invitation_id": getattr(thing.it, "pk", 0),
            "image_id": files["image"].pk,
            "document_id": files["document"].pk,
            "document_filename": files["document"].filename,
            "content_type_app_name": "content",
            "content_type_model_name": "postpage",
            "app_label": "content",
            "model_name": "postpage",
            "action": "delete",
            "action_name": "copy",
            "object_id": post.pk,
            "pk": files[kind].pk if kind else post.pk,
            "person_id": self.other.pk,
            "sanction_id": self.sanction.pk,
            "phrase_id": self.phrase.pk,
            "message_id": self.message.pk,
            "task_id": self.task.pk,
            "endpoint_id": self.endpoint.pk,
            "delivery_id": self.delivery.pk,
            "due": "publish",
            "year": self.live.first_published_at.year,
            "month": self.live.first_published_at.month,
            "file": "rss.xml",
            "kind": "tag",
            "handle": self.handle,
        }
        more = {
            "content:tag": {"slug": self.tag.slug},
            "content:subject_feed": {"slug": self.tag.slug},
            "content:author": {"slug": self.byline.slug},
            "content:series": {"slug": self.series.slug},
            "corrections:difference": {"release_id": self.correction.pk},
            "desk_report_file": {"name": "review-time"},
            "media": {"name": self.picture},
            "sitemap_part": {"name": "posts"},
            "publishing:shared_preview": {"token": self.preview.token},
            "accounts:stop_mail": {
                "token": preferences.stop_token(user_id=self.other.pk, kind="comment.replied")
            },
            "comments:stop_following": {
                "token": following.stop_token(follow=Follow(by=self.other, post=self.live))
            },
        }
        if address.name == "accounts:fetch_export":
            export = thing.it
            token = exporting.link_token(export_id=export.pk, user_id=export.user_id)
            more[address.name] = {"token": token}
        elif address.name == "accounts:invitation":
            more[address.name] = {"secret": thing.it.email}
        elif address.name == "accounts:sign_in_link":
            fresh = User.objects.get(pk=self.other.pk)
            more[address.name] = {"secret": sign_in_link.make_link(user=fresh)}
        return words | more.get(address.name, {})
