"""Every page and every state that the accessibility gate visits. A new page or state is one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from e2e.support import door_states, mail_states, states
from e2e.support.site import Site


@dataclass(frozen=True)
class Place:
    """An address, what it answers, who visits it, and what is done there before it is checked.

    ``before`` is done to the site before anybody comes; ``by_mail`` is done on the page with what
    the site has mailed.
    """

    name: str
    path: str
    status: int = 200
    visitor: str = ""  # a demo account; empty for a stranger
    reach: Callable[[Any], None] | None = None
    before: Callable[[Site], None] | None = None
    by_mail: Callable[[Any, Site], None] | None = None


def send_with_an_old_token(page: Any) -> None:
    """Send a plain form whose token has gone, with a text in it."""
    page.get_by_label("Text").fill("Three days of rye.")
    page.context.clear_cookies(name="csrftoken")
    page.evaluate("document.querySelector('main form').submit()")
    page.wait_for_selector("text=The form had expired")


TALK = "/posts/cut-the-first-paragraph/"
GUEST = "/comments/{cut-the-first-paragraph}/guest/"
WAITING = "/posts/the-first-reply-sets-the-room/"
REJECTED = "/posts/the-verb-is-the-engine/"


def see_comment_form(page: Any) -> None:
    """Scroll to where the form comes."""
    page.locator("#write").scroll_into_view_if_needed()
    page.get_by_label("Your comment").wait_for()


def open_reply(page: Any) -> None:
    """Open the form below the first comment."""
    page.get_by_role("link", name="Reply").first.click()
    page.get_by_role("button", name="Post reply").wait_for()


def hide_somebody(page: Any) -> None:
    """Read no more of one person: a sentence stands in the place of their words."""
    page.goto("/comments/on/11/hide-author/")
    page.get_by_role("button", name="Hide comments by").click()
    page.locator("#discussion-title").scroll_into_view_if_needed()
    page.get_by_role("link", name="Show it again").first.wait_for()


def see_decision_in_the_log(page: Any) -> None:
    """Decide on a comment, and read so in the log, which leads back to it."""
    page.get_by_role("button", name="Approve").first.press("Enter")
    page.locator(".item--closed").wait_for()
    page.goto("/desk/log/")
    page.locator('td a[href^="/desk/moderation/comments/"]').first.wait_for()


def go_to_comment_form(page: Any) -> None:
    """Go where people without scripts write, and open what is their own."""
    number = page.locator("#discussion").get_attribute("data-post")
    page.goto(f"/comments/{number}/write/")
    for closed in page.locator("#write details:not([open]) summary").all():
        closed.click()


# The demo's texts under way. A post's name in braces stands for its number.
DRAFT = "/desk/posts/{a-ruler-for-the-margin}/"
SUBMITTED = "/desk/posts/{notes-from-a-cold-composing-room}/"
RETURNED = "/desk/posts/{how-to-cut-a-quotation}/"
APPROVED = "/desk/posts/{the-colour-of-a-correction}/"
SCHEDULED = "/desk/posts/{what-the-night-desk-knows}/"
CHANGED = "/desk/posts/{what-a-deadline-is-for}/"
MOVED = "/desk/calendar/{what-the-night-desk-knows}/"
LIVE = "/desk/posts/{cut-the-first-paragraph}/"

PLACES = [
    # Reading
    Place("front page", "/"),
    Place("front page, second page", "/?page=2"),
    Place("front page in German", "/de/"),
    Place("all posts", "/posts/"),
    Place("all posts, second page", "/posts/?page=2"),
    Place("all posts, more of them brought in", "/posts/", reach=states.bring_more_posts),
    Place("section", "/writing/"),
    Place("post with every block", "/posts/every-shape-a-page-can-take/"),
    Place(
        "post with reading settings open",
        "/posts/every-shape-a-page-can-take/",
        reach=states.open_reading_settings,
    ),
    Place(
        "post with its code copied", "/posts/every-shape-a-page-can-take/", reach=states.copy_code
    ),
    Place(
        "post with pictures that move, one played",
        "/posts/every-shape-a-page-can-take/",
        before=Site.let_pictures_move,
        reach=states.play_a_picture,
    ),
    Place("long post", "/posts/how-to-build-a-long-essay/"),
    Place("post without a picture", "/posts/the-verb-is-the-engine/"),
    Place("post of a series", "/posts/it-is-wanting/"),
    Place("post in German", "/de/beitraege/kleines-lob-des-deleaturs/"),
    Place("page", "/about/"),
    Place("accessibility statement", "/accessibility/"),
    Place("tag", "/tags/revision/"),
    Place("author", "/authors/rosa-lindqvist/"),
    Place("author without an account", "/authors/jonas-weber/"),
    Place("series", "/series/marks-in-the-margin/"),
    Place("archive", "/archive/"),
    Place("archive of a year", "/archive/2026/"),
    Place("archive of a month", "/archive/2026/05/"),
    Place("archive of a month without posts", "/archive/2019/02/"),
    Place("front page, nothing published", "/", before=Site.publish_nothing),
    Place("all posts, none", "/posts/", before=Site.publish_nothing),
    Place("section, nothing published", "/writing/", before=Site.publish_nothing),
    Place("tag, nothing published", "/tags/revision/", before=Site.publish_nothing),
    Place("author, nothing published", "/authors/rosa-lindqvist/", before=Site.publish_nothing),
    Place("series, nothing published", "/series/marks-in-the-margin/", before=Site.publish_nothing),
    Place("archive, nothing published", "/archive/", before=Site.publish_nothing),
    Place("feeds", "/feeds/"),
    Place("corrections, none", "/corrections/"),
    Place("corrections", "/corrections/", before=Site.correct_something),
    Place(
        "post with a correction",
        "/posts/the-verb-is-the-engine/",
        before=Site.correct_something,
    ),
    Place(
        "correction, before and after",
        "/corrections/",
        before=Site.correct_something,
        reach=states.open_a_correction,
    ),
    Place("search, blank", "/search/"),
    Place("search with results", "/search/?q=proof"),
    Place("search while somebody types", "/search/", reach=states.type_a_search),
    Place("search with dates open", "/search/", reach=states.open_search_dates),
    Place("search narrowed", "/search/?q=proof&section=editing"),
    Place("search narrowed to nothing", "/search/?q=zzzzzz&section=editing"),
    Place(
        "search narrowed four ways", "/search/?q=the&tag=revision&author=rosa-lindqvist&year=2026"
    ),
    Place("search, nothing published", "/search/?q=proof", before=Site.publish_nothing),
    Place("search in German", "/de/search/?q=Korrektur"),
    Place("search without results", "/search/?q=zzzzzz"),
    Place("search with a misspelling", "/search/?q=proofreding"),
    # Conversations
    Place("post with a conversation", "/posts/the-first-reply-sets-the-room/"),
    Place("conversation, most recommended first", "/posts/cut-the-first-paragraph/?sort=best"),
    Place("conversation around one comment", "/posts/cut-the-first-paragraph/?comment=9"),
    Place("conversation that is closed", "/posts/a-conversation-may-end/"),
    Place("comment form under its post", TALK, visitor="reader", reach=see_comment_form),
    Place("answer under a comment", TALK, visitor="reader", reach=open_reply),
    Place("comment form on its own page", TALK, visitor="reader", reach=go_to_comment_form),
    Place("comment of a guest", GUEST, before=Site.take_guests),
    Place(
        "comment of a guest, refused",
        GUEST,
        before=Site.take_guests,
        reach=states.write_as_a_guest_without_an_address,
    ),
    Place("answer of a guest", f"{GUEST}?to=9", before=Site.take_guests),
    Place("code of a guest", GUEST, before=Site.take_guests, reach=states.write_as_a_guest),
    Place(
        "code of a guest, refused",
        GUEST,
        before=Site.take_guests,
        reach=states.enter_a_wrong_code_as_a_guest,
    ),
    Place("answer to a comment", "/comments/on/1/reply/", visitor="reader"),
    Place("report of a comment", "/comments/on/1/report/", visitor="reader"),
    Place("recommendation of a comment", "/comments/on/1/recommend/", visitor="reader"),
    Place("thread to follow", "/comments/on/1/follow/", visitor="reader"),
    Place("nothing followed", "/comments/followed/", visitor="reader"),
    Place(
        "what one follows",
        "/comments/followed/",
        visitor="reader",
        before=Site.let_the_reader_follow_a_thread,
    ),
    Place("stop following, broken link", "/comments/stop-following/made-up/", 404),
    Place(
        "stop following",
        "/comments/on/1/reply/",
        visitor="editor",
        before=Site.let_the_reader_follow_a_thread,
        by_mail=mail_states.ask_to_stop_following,
    ),
    Place("hiding somebody's comments", "/comments/on/1/hide-author/", visitor="reader"),
    Place("comments of somebody hidden", TALK, visitor="reader", reach=hide_somebody),
    Place("one's own waiting comment", WAITING, visitor="reader", reach=go_to_comment_form),
    Place("one's own rejected comment", REJECTED, visitor="reader", reach=go_to_comment_form),
    Place("appeal", "/comments/on/17/appeal/", visitor="reader"),
    Place("deletion of a comment", "/comments/on/9/delete/", visitor="reader"),
    Place(
        "comment, just deleted",
        "/comments/on/9/delete/",
        visitor="reader",
        reach=states.delete_a_comment,
    ),
    Place(
        "edit of a comment",
        "/comments/on/1/reply/",
        visitor="reader",
        reach=states.edit_a_new_comment,
    ),
    # Refusals
    Place("no such page", "/no-such-page/", 404),
    Place("no such page in German", "/de/keine-solche-seite/", 404),
    Place("no such tag", "/tags/nothing/", 404),
    Place("internal tag", "/tags/internal-evergreen/", 404),
    Place("beyond the last page", "/posts/?page=999", 404),
    Place("a defect", "/e2e/fail/", 500),
    Place("no database", "/e2e/away/", 503),
    Place("a request that makes no sense", "/e2e/misunderstand/", 400),
    Place("an address that is not for reading", "/e2e/only-post/", 405),
    Place("a form that had expired", "/accounts/login/", reach=states.let_the_form_expire),
    Place("post that is gone for good", LIVE, visitor="editor", reach=states.take_a_post_down),
    Place("page with a password", "/about/", before=Site.give_a_page_a_password),
    # Accounts
    Place("sign in", "/accounts/login/"),
    Place("sign in, in German", "/de/accounts/login/"),
    Place("sign in, refused", "/accounts/login/", reach=states.sign_in_with_a_wrong_password),
    Place("create an account", "/accounts/signup/"),
    Place("sign in by code", "/accounts/login/code/"),
    Place("reset a password", "/accounts/password/reset/"),
    Place("account", "/accounts/", visitor="reader"),
    Place("e-mail addresses", "/accounts/email/", visitor="reader"),
    Place("two-step sign-in", "/accounts/2fa/", visitor="reader"),
    Place("second step, wanted", "/accounts/second-step/", visitor="editor"),
    Place("where you are signed in", "/accounts/sessions/", visitor="reader"),
    Place(
        "create an account, refused",
        "/accounts/signup/",
        reach=door_states.sign_up_with_a_known_password,
    ),
    Place("create an account, to be confirmed", "/accounts/signup/", reach=door_states.sign_up),
    Place("create an account with a passkey", "/accounts/signup/passkey/"),
    Place("sign in by code, sent", "/accounts/login/code/", reach=door_states.ask_for_a_code),
    Place(
        "sign in by code, refused", "/accounts/login/code/", reach=door_states.enter_a_wrong_code
    ),
    Place("reset a password, sent", "/accounts/password/reset/", reach=door_states.ask_for_a_code),
    Place("is it you?", "/accounts/reauthenticate/", visitor="reader"),
    Place(
        "is it you? refused",
        "/accounts/reauthenticate/",
        visitor="reader",
        reach=door_states.show_a_wrong_password,
    ),
    Place("password", "/accounts/password/change/", visitor="reader"),
    Place(
        "password, refused",
        "/accounts/password/change/",
        visitor="reader",
        reach=door_states.change_to_a_short_password,
    ),
    Place(
        "e-mail addresses, refused",
        "/accounts/email/",
        visitor="reader",
        reach=door_states.add_what_is_no_address,
    ),
    Place(
        "an app for codes",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=states.show_who_it_is,
    ),
    Place(
        "an app for codes, refused",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.enter_a_wrong_app_code,
    ),
    Place(
        "recovery codes",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.switch_an_app_on,
    ),
    Place(
        "second step at sign-in",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.be_asked_for_the_second_step,
    ),
    Place(
        "second step at sign-in, refused",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.enter_a_wrong_second_step,
    ),
    Place("passkeys, none", "/accounts/2fa/webauthn/", visitor="reader"),
    Place(
        "a new passkey",
        "/accounts/2fa/webauthn/add/",
        visitor="reader",
        reach=states.show_who_it_is,
    ),
    Place(
        "passkeys, one",
        "/accounts/2fa/webauthn/add/",
        visitor="reader",
        reach=door_states.add_a_key,
    ),
    Place(
        "another name for a passkey",
        "/accounts/2fa/webauthn/add/",
        visitor="reader",
        reach=door_states.rename_a_key,
    ),
    Place(
        "removal of a passkey",
        "/accounts/2fa/webauthn/add/",
        visitor="reader",
        reach=door_states.remove_a_key,
    ),
    Place(
        "is it you? by app",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.be_asked_for_the_app,
    ),
    Place(
        "is it you? by key",
        "/accounts/2fa/webauthn/add/",
        visitor="reader",
        reach=door_states.be_asked_for_the_key,
    ),
    Place(
        "an app for codes, to be switched off",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.switch_the_app_off,
    ),
    Place(
        "new recovery codes",
        "/accounts/2fa/totp/activate/",
        visitor="reader",
        reach=door_states.make_new_recovery_codes,
    ),
    Place("first password", "/accounts/", visitor="reader", reach=door_states.have_no_password),
    Place(
        "is it you? by signing in anew",
        "/accounts/",
        visitor="reader",
        reach=door_states.be_asked_to_sign_in_anew,
    ),
    Place("sign-in link", "/accounts/login/code/", by_mail=mail_states.open_the_link),
    Place("new password", "/accounts/password/reset/", by_mail=mail_states.choose_a_new_password),
    Place(
        "new password, refused",
        "/accounts/password/reset/",
        by_mail=mail_states.choose_a_known_password,
    ),
    Place(
        "new password, saved", "/accounts/password/reset/", by_mail=mail_states.have_a_new_password
    ),
    Place("first passkey", "/accounts/signup/passkey/", by_mail=mail_states.make_the_first_passkey),
    Place("account that is switched off", "/accounts/inactive/"),
    Place("other accounts, stopped on the way", "/accounts/3rdparty/login/cancelled/"),
    Place("other accounts, failed", "/accounts/3rdparty/login/error/", 401),
    Place("other accounts, none", "/accounts/3rdparty/", visitor="reader"),
    Place("sign out", "/accounts/logout/", visitor="reader"),
    Place("a sign-in link that is over", "/accounts/link/made-up/", 410),
    Place("profile", "/accounts/profile/", visitor="reader"),
    Place("profile of an author", "/accounts/profile/", visitor="editor"),
    Place("profile, saved", "/accounts/profile/", visitor="reader", reach=states.save_the_profile),
    Place(
        "profile, refused", "/accounts/profile/", visitor="reader", reach=states.empty_the_profile
    ),
    Place(
        "handle, refused",
        "/accounts/profile/",
        visitor="reader",
        reach=states.ask_for_the_sites_name,
    ),
    Place(
        "handle, changed", "/accounts/profile/", visitor="reader", reach=states.change_the_handle
    ),
    Place(
        "picture, refused",
        "/accounts/profile/",
        visitor="reader",
        reach=states.upload_what_is_no_picture,
    ),
    Place(
        "public profile",
        "/accounts/profile/",
        visitor="reader",
        reach=states.see_oneself_as_others_do,
    ),
    Place("nobody's profile", "/people/nobody/", 404),
    Place("notifications, none", "/accounts/notifications/", visitor="reader"),
    Place("notifications, new", "/accounts/leave/", visitor="reader", reach=states.stay),
    Place("notifications, read", "/accounts/leave/", visitor="reader", reach=states.read_the_news),
    Place("how one is notified", "/accounts/notifications/preferences/", visitor="reader"),
    Place("stop mail, broken link", "/accounts/unsubscribe/made-up/", 404),
    Place(
        "stop mail", "/comments/on/9/reply/", visitor="editor", by_mail=mail_states.ask_to_stop_mail
    ),
    Place("own data", "/accounts/data/", visitor="reader"),
    Place("own data, on its way", "/accounts/data/", visitor="reader", reach=states.ask_for_a_copy),
    Place(
        "own data, ready", "/accounts/data/", visitor="reader", reach=door_states.have_a_copy_ready
    ),
    Place("leave", "/accounts/leave/", visitor="reader"),
    Place(
        "leave, refused", "/accounts/leave/", visitor="reader", reach=states.leave_without_an_answer
    ),
    Place("leave, asked", "/accounts/leave/", visitor="reader", reach=states.ask_to_leave),
    Place(
        "account about to end",
        "/accounts/leave/",
        visitor="reader",
        reach=states.see_that_one_is_leaving,
    ),
    Place("signed in again", "/accounts/again/", visitor="reader"),
    Place("nothing kept", "/accounts/kept/nothing/", 404, visitor="reader"),
    Place(
        "somebody else's text",
        "/e2e/note/",
        visitor="reader",
        reach=door_states.sign_in_after_somebody_who_wrote,
    ),
    Place("too often, a page", "/e2e/note/", visitor="reader", reach=door_states.send_too_often),
    Place("too many comments", TALK, visitor="reader", reach=door_states.write_too_many_comments),
    Place(
        "more than is kept",
        "/e2e/note/",
        visitor="reader",
        reach=door_states.send_more_than_is_kept,
    ),
    Place("preview over", "/preview/made-up/", 410),
    Place("form with an old token", "/e2e/note/", reach=send_with_an_old_token),
    Place("admin, refused", "/admin/", 403, visitor="reader"),
    # Staff
    Place("people", "/desk/people/", visitor="admin"),
    Place("people refused", "/desk/people/", 403, visitor="editor"),
    Place("people, no such account", "/desk/people/?email=nobody@demo.example", 422, "admin"),
    Place("invite somebody", "/desk/people/invite/", visitor="admin"),
    Place("roles of somebody", "/desk/people/2/", visitor="admin"),
    Place(
        "invitation",
        "/desk/people/invite/",
        visitor="admin",
        by_mail=mail_states.open_an_invitation,
    ),
    Place("no such invitation", "/accounts/invitation/made-up/", 404),
    # Moderation
    Place("queue, waiting", "/desk/moderation/", visitor="moderator"),
    # The built world has learned which words stood in spam: see e2e/support/build_world.py.
    Place(
        "comment like spam",
        "/desk/moderation/",
        visitor="moderator",
        reach=states.see_which_words_are_like_spam,
    ),
    Place("queue, rejected", "/desk/moderation/?queue=rejected", visitor="moderator"),
    Place("queue, empty", "/desk/moderation/?queue=appeals", visitor="moderator"),
    Place("queue, searched", "/desk/moderation/?text=the", visitor="moderator"),
    Place("queue, nothing fits", "/desk/moderation/?text=zzzzzz", visitor="moderator"),
    Place("queue, a kept search", "/desk/moderation/?post=first%20reply", visitor="moderator"),
    Place("keeping a search", "/desk/moderation/searches/keep/?text=the", visitor="moderator"),
    Place("queue refused", "/desk/moderation/", 403, visitor="reader"),
    Place("many comments", "/desk/moderation/many/?queue=pending", visitor="moderator"),
    Place("many comments, none", "/desk/moderation/many/", visitor="moderator"),
    Place(
        "many comments, decided",
        "/desk/moderation/",
        visitor="moderator",
        reach=states.approve_many,
    ),
    Place("rules", "/desk/moderation/rules/", visitor="moderator"),
    Place(
        "rules, tried", "/desk/moderation/rules/", visitor="moderator", reach=states.try_a_phrase
    ),
    Place("quality of moderation", "/desk/moderation/quality/", visitor="moderator"),
    Place("person at the desk", "/desk/moderation/people/2/", visitor="moderator"),
    Place("comment at the desk", "/desk/moderation/comments/17/", visitor="moderator"),
    Place(
        "queue, reasons", "/desk/moderation/", visitor="moderator", reach=states.open_the_reasons
    ),
    Place(
        "queue, decided", "/desk/moderation/", visitor="moderator", reach=states.approve_by_button
    ),
    Place("queue, keys", "/desk/moderation/", visitor="moderator", reach=states.open_the_keys),
    # The desk
    Place("desk refused", "/desk/", 403, visitor="reader"),
    Place("my work", "/desk/", visitor="author"),
    Place("everybody's work", "/desk/?whose=all", visitor="editor"),
    Place("my work, nothing under way", "/desk/", visitor="trusted"),
    Place("my work, published", "/desk/?show=published", visitor="editor"),
    Place("my work, an empty trash", "/desk/?show=trash", visitor="author"),
    Place("draft of an author", DRAFT, visitor="author", reach=states.open_all_steps),
    Place(
        "draft of an author, for an editor", DRAFT, visitor="editor", reach=states.open_all_steps
    ),
    Place("draft, refused", DRAFT, 403, visitor="author2"),
    Place("text in review", SUBMITTED, visitor="editor", reach=states.open_all_steps),
    Place("text that came back", RETURNED, visitor="author"),
    Place("approved text", APPROVED, visitor="editor", reach=states.schedule_at_no_time),
    Place("approved text, a step too late", APPROVED, visitor="editor", reach=states.act_too_late),
    Place("scheduled post", SCHEDULED, visitor="editor", reach=states.open_all_steps),
    Place("post just published", APPROVED, visitor="editor", reach=states.publish_it),
    Place("post with a preview", APPROVED, visitor="editor", reach=states.share_a_preview),
    Place("preview, no words", APPROVED, visitor="editor", reach=states.send_an_empty_remark),
    Place("preview, approved", APPROVED, visitor="editor", reach=states.approve_as_a_guest),
    Place(
        "preview over while a guest wrote",
        APPROVED,
        visitor="editor",
        reach=states.write_after_the_preview_ended,
    ),
    Place(
        "preview without remarks, sent one",
        APPROVED,
        visitor="editor",
        reach=states.write_where_no_remarks_are_taken,
    ),
    Place(
        "review with a guest's remarks",
        SUBMITTED,
        visitor="editor",
        reach=states.review_what_a_guest_read,
    ),
    Place(
        "published post at the desk",
        LIVE,
        visitor="editor",
        reach=states.open_all_steps,
    ),
    Place(
        "post that others link to",
        "/desk/posts/{the-hundredth-day}/",
        visitor="editor",
        reach=states.see_what_links_to_it,
    ),
    Place("failed schedule", SCHEDULED, visitor="editor", before=Site.let_a_schedule_fail),
    Place(
        "failed schedule, tried again",
        "/desk/?whose=all",
        visitor="editor",
        before=Site.let_a_schedule_fail,
        reach=states.try_a_schedule_again,
    ),
    Place("post in the trash", DRAFT, visitor="author", reach=states.move_to_the_trash),
    Place(
        "review of a new text", f"{SUBMITTED}review/", visitor="editor", reach=states.open_all_steps
    ),
    Place("review of changes", f"{CHANGED}review/", visitor="admin"),
    Place("review by keys", f"{CHANGED}review/", visitor="admin", reach=states.review_by_keys),
    Place("checklist of a post", f"{SUBMITTED}checklist/", visitor="editor"),
    Place("history of a post", f"{APPROVED}history/", visitor="editor"),
    Place(
        "version with a name",
        f"{APPROVED}history/",
        visitor="editor",
        reach=states.name_a_version,
    ),
    Place("two versions of a post", f"{CHANGED}compare/", visitor="editor"),
    Place("two versions side by side", f"{CHANGED}compare/?show=beside", visitor="editor"),
    Place("block, put back", f"{CHANGED}compare/", visitor="editor", reach=states.put_a_block_back),
    Place("review queue", "/desk/review/", visitor="editor"),
    Place("review queue refused", "/desk/review/", 403, visitor="author"),
    Place("inbox at the desk", "/desk/inbox/", visitor="author"),
    Place("inbox at the desk, empty", "/desk/inbox/", visitor="trusted"),
    Place("inbox at the desk, refused", "/desk/inbox/", 403, visitor="reader"),
    Place(
        "review of the next text",
        f"{SUBMITTED}review/",
        visitor="admin",
        reach=states.decide_and_go_on,
    ),
    Place("all posts at the desk", "/desk/posts/", visitor="editor"),
    Place("all posts, narrowed", "/desk/posts/?text=margin&sort=title", visitor="author"),
    Place("all posts, nothing fits", "/desk/posts/?text=zzzzzz", visitor="editor"),
    Place("all posts, no such state", "/desk/posts/?state=nowhere", 422, "editor"),
    Place("all posts refused", "/desk/posts/", 403, visitor="moderator"),
    Place("filter, saved", "/desk/posts/?stale=on", visitor="editor", reach=states.save_a_filter),
    Place(
        "filter, without a name",
        "/desk/posts/?state=draft",
        visitor="editor",
        reach=states.save_a_nameless_filter,
    ),
    Place("reports", "/desk/reports/", visitor="editor"),
    Place("reports refused", "/desk/reports/", 403, visitor="author"),
    Place("calendar", "/desk/calendar/", visitor="editor"),
    Place("calendar as a list", "/desk/calendar/?show=agenda", visitor="author"),
    Place("calendar, an empty month", "/desk/calendar/?month=2031-01", visitor="editor"),
    Place("calendar, no such month", "/desk/calendar/?month=2026-13", 422, "editor"),
    Place("calendar refused", "/desk/calendar/", 403, visitor="moderator"),
    Place("another time for a post", f"{MOVED}publish/", visitor="editor"),
    Place(
        "another time, a step too late",
        f"{MOVED}publish/",
        visitor="editor",
        reach=states.move_too_late,
    ),
    Place("no time to move", f"{MOVED}unpublish/", 404, visitor="editor"),
    Place("log", "/desk/log/", visitor="editor"),
    Place(
        "log with a decision",
        "/desk/moderation/",
        visitor="moderator",
        reach=see_decision_in_the_log,
    ),
    Place("log, nothing fits", "/desk/log/?who=nobody", visitor="editor"),
    Place("log, days the wrong way", "/desk/log/?since=2026-02-02&until=2026-02-01", 422, "editor"),
    Place("background work", "/desk/jobs/", visitor="editor"),
    Place("background work, another state", "/desk/jobs/?state=waiting", visitor="admin"),
    Place(
        "background work, what an undo took back",
        "/desk/jobs/?state=undone",
        visitor="editor",
        before=Site.undo_what_would_be_sent,
    ),
    Place("webhooks, none", "/desk/webhooks/", visitor="admin"),
    Place("webhooks", "/desk/webhooks/", visitor="admin", before=Site.add_webhooks),
    Place("webhooks refused", "/desk/webhooks/", 403, visitor="editor"),
    Place(
        "webhook that nothing can be sent to",
        "/desk/webhooks/new/",
        visitor="admin",
        reach=states.add_a_webhook_inside,
    ),
    Place(
        "webhook with its secret",
        "/desk/webhooks/new/",
        visitor="admin",
        reach=states.add_a_webhook,
    ),
    Place(
        "webhook and what it was sent",
        "/desk/webhooks/1/",
        visitor="admin",
        before=Site.add_webhooks,
        reach=states.open_what_was_sent,
    ),
    Place("webhook that is off", "/desk/webhooks/2/", visitor="admin", before=Site.add_webhooks),
    Place(
        "search with dates that end before they begin",
        "/search/?q=a&from=2026-02-01&to=2026-01-01",
        422,
    ),
    # For those who build the site
    Place("style guide", "/styleguide/"),
]
