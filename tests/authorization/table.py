"""Who gets through at which address. A new address without a row fails: add one line here.

A row's key is the address's name (``namespace:name``), or the beginning of names with a ``*`` at
its end; the longest key that fits counts. ``Opens`` says exactly who gets through; ``AtMost`` says
that nobody else does, for addresses that need something which this world does not have, such as a
mailed link or an object with that number. With an act of the table of roles, what is one's own and
what is somebody else's are asked separately.
"""

from collections.abc import Callable
from dataclasses import dataclass

from blog.accounts.rules.roles import Act, Role, reach
from blog.accounts.rules.roles import may as table_may
from tests.authorization.asking import STRANGER

type Who = Callable[[str, bool], bool]


@dataclass(frozen=True)
class Opens:
    """Exactly these people get through."""

    who: Who


@dataclass(frozen=True)
class AtMost:
    """Nobody but these people gets through."""

    who: Who


def may(act: Act) -> Who:
    """People whose role allows it, for this one thing."""
    return lambda who, owns: who != STRANGER and table_may([Role(who)], act, owns=owns)


def may_some(act: Act) -> Who:
    """People whose role allows it for something, if only for what is theirs."""
    return lambda who, _: who != STRANGER and bool(reach([Role(who)], act))


def either(*acts: Act) -> Who:
    """People whose role allows one of these."""
    return lambda who, owns: any(may(act)(who, owns) for act in acts)


def everybody(who: str, owns: bool) -> bool:
    """Strangers as well."""
    return True


def signed_in(who: str, owns: bool) -> bool:
    """Everybody with an account."""
    return who != STRANGER


def nobody(who: str, owns: bool) -> bool:
    """Closed, whoever asks."""
    return False


PUBLIC = Opens(everybody)
PUBLIC_IF_THERE = AtMost(everybody)
ACCOUNT = Opens(signed_in)
ACCOUNT_IF_THERE = AtMost(signed_in)

ROWS: dict[str, Opens | AtMost] = {
    # For machines and browsers
    "livez": PUBLIC,
    "readyz": PUBLIC,
    "favicon": PUBLIC,
    "manifest": PUBLIC,
    "robots": PUBLIC,
    "security": PUBLIC,
    "sitemap": PUBLIC,
    "sitemap_part": PUBLIC_IF_THERE,
    "media": PUBLIC_IF_THERE,
    "document": PUBLIC_IF_THERE,
    "wagtaildocs_serve": PUBLIC_IF_THERE,
    # Reading
    "content:*": PUBLIC_IF_THERE,
    "content:feeds": PUBLIC,
    "content:search": PUBLIC,
    "content:archive": PUBLIC,
    "wagtail_serve": PUBLIC_IF_THERE,
    "wagtailcore_*": PUBLIC_IF_THERE,
    "wagtaildocs_authenticate_with_password": PUBLIC_IF_THERE,
    "publishing:shared_preview": PUBLIC_IF_THERE,
    # A stranger who wants to write is shown the way to the door
    "comments:*": ACCOUNT_IF_THERE,
    "comments:thread": PUBLIC_IF_THERE,
    "comments:news": PUBLIC_IF_THERE,
    "comments:new": PUBLIC_IF_THERE,
    "comments:write": PUBLIC_IF_THERE,
    "comments:permalink": PUBLIC_IF_THERE,
    "comments:desk_*": AtMost(may(Act.MODERATE)),
    "comments:desk_queue": Opens(may(Act.MODERATE)),
    "comments:desk_person": Opens(may(Act.BAN)),
    "comments:desk_bulk": Opens(may(Act.MODERATE)),
    "comments:desk_rules": Opens(may(Act.SET_RULES)),
    "comments:desk_quality": Opens(may(Act.MODERATE)),
    "comments:desk_quality_file": Opens(may(Act.MODERATE)),
    # The doors, and one's own account: django-allauth asks who somebody is
    "account_*": PUBLIC_IF_THERE,
    "account_login": PUBLIC,
    "account_signup": PUBLIC,
    "account_email": ACCOUNT,
    "account_change_password": ACCOUNT,
    "account_set_password": ACCOUNT_IF_THERE,  # and after signing in a moment ago
    "mfa_*": ACCOUNT_IF_THERE,
    "mfa_signup_webauthn": PUBLIC,
    "mfa_login_webauthn": PUBLIC_IF_THERE,
    "mfa_authenticate": ACCOUNT_IF_THERE,
    "mfa_index": ACCOUNT,
    "accounts/social/*": PUBLIC_IF_THERE,  # old addresses that lead to the new ones
    "socialaccount_*": PUBLIC_IF_THERE,
    "socialaccount_connections": ACCOUNT,
    "usersessions_list": ACCOUNT,
    "accounts:account": ACCOUNT,
    "accounts:second_step": ACCOUNT,
    "accounts:signed_in_again": ACCOUNT_IF_THERE,
    "accounts:kept_form": PUBLIC_IF_THERE,
    "accounts:sign_in_link": PUBLIC_IF_THERE,
    "accounts:invitation": PUBLIC_IF_THERE,
    "accounts:profile": ACCOUNT,
    "accounts:picture": ACCOUNT_IF_THERE,
    "accounts:handle": ACCOUNT_IF_THERE,
    "accounts:inbox": ACCOUNT,
    "accounts:mark_read": ACCOUNT_IF_THERE,
    "accounts:notification_preferences": ACCOUNT,
    "accounts:stop_mail": PUBLIC_IF_THERE,
    "accounts:own_data": ACCOUNT,
    "accounts:fetch_export": ACCOUNT_IF_THERE,
    "accounts:leave": ACCOUNT,
    "accounts:ask_to_leave": ACCOUNT_IF_THERE,
    "accounts:stay": ACCOUNT_IF_THERE,
    "accounts:public_profile": PUBLIC_IF_THERE,
    "accounts:reading_gate": Opens(nobody),
    # The desk
    "desk": Opens(may(Act.USE_DESK)),
    "desk_new_post": Opens(may_some(Act.WRITE)),
    "desk_post": Opens(may(Act.SEE_DRAFT)),
    "desk_post_review": Opens(may(Act.REVIEW)),
    "desk_post_history": Opens(may(Act.SEE_DRAFT)),
    "desk_post_compare": Opens(may(Act.SEE_DRAFT)),
    "desk_post_restore_revision": Opens(may(Act.WRITE)),
    "desk_post_read": Opens(may(Act.SEE_DRAFT)),
    "desk_post_name_version": Opens(may(Act.WRITE)),
    "desk_post_restore_block": Opens(may(Act.WRITE)),
    "desk_post_submit": Opens(may(Act.SUBMIT)),
    "desk_post_withdraw": Opens(may(Act.SUBMIT)),
    "desk_post_approve": Opens(may(Act.REVIEW)),
    "desk_post_request-changes": Opens(may(Act.REVIEW)),
    "desk_post_publish": Opens(may(Act.PUBLISH)),
    "desk_post_correct": Opens(may(Act.CORRECT)),
    "desk_post_schedule": Opens(may(Act.PUBLISH)),
    "desk_post_unschedule": Opens(may(Act.PUBLISH)),
    "desk_post_schedule-end": Opens(may(Act.UNPUBLISH)),
    "desk_post_unschedule-end": Opens(may(Act.UNPUBLISH)),
    "desk_post_unpublish": Opens(may(Act.UNPUBLISH)),
    "desk_post_undo": Opens(may(Act.PUBLISH)),
    "desk_post_roll-back": Opens(may(Act.PUBLISH)),
    "desk_post_trash": Opens(may(Act.TRASH)),
    "desk_post_restore": Opens(may(Act.TRASH)),
    "desk_post_share": Opens(may(Act.SHARE_PREVIEW)),
    "desk_post_revoke": Opens(may(Act.SHARE_PREVIEW)),
    "desk_posts": Opens(may_some(Act.SEE_DRAFT)),
    "desk_save_filter": Opens(may_some(Act.SEE_DRAFT)),
    "desk_change_filter": Opens(may_some(Act.SEE_DRAFT)),
    "desk_reports": Opens(may(Act.REVIEW)),
    "desk_report_file": AtMost(may(Act.REVIEW)),
    "desk_calendar": Opens(may_some(Act.SEE_DRAFT)),
    "desk_move": AtMost(either(Act.PUBLISH, Act.UNPUBLISH)),
    "desk_review": Opens(may(Act.REVIEW)),
    "desk_log": Opens(may(Act.SEE_AUDIT_LOG)),
    "desk_log_file": Opens(may(Act.SEE_AUDIT_LOG)),
    "desk_jobs": Opens(may(Act.SEE_JOBS)),
    "desk_retry_*": AtMost(may(Act.SEE_JOBS)),
    "desk_cancel_*": AtMost(may(Act.SEE_JOBS)),
    "desk_forget_*": AtMost(may(Act.SEE_JOBS)),
    "accounts:desk_inbox": Opens(may(Act.USE_DESK)),
    "accounts:staff": Opens(may(Act.INVITE)),
    "accounts:invite": Opens(may(Act.INVITE)),
    "accounts:person": Opens(may(Act.INVITE)),
    "accounts:revoke_invitation": AtMost(may(Act.INVITE)),
    # Wagtail's admin
    "admin/*": AtMost(may(Act.USE_DESK)),
    "admin_gate": Opens(nobody),
    "wagtailadmin_home": Opens(may(Act.USE_DESK)),
    "wagtailadmin_account": Opens(may(Act.USE_DESK)),
    "wagtailadmin_logout": AtMost(may(Act.USE_DESK)),
    "wagtailadmin_dismissibles": AtMost(may(Act.USE_DESK)),
    "wagtailadmin_sprite": PUBLIC,
    "wagtailadmin_javascript_catalog": PUBLIC,
    "wagtailadmin_login": Opens(nobody),
    "wagtailadmin_password_*": Opens(nobody),
    "wagtailadmin_error_test": AtMost(may(Act.USE_DESK)),
    "wagtailadmin_block_preview": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_editing_sessions:*": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_api:*": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_api:pages:detail": Opens(may(Act.SEE_DRAFT)),
    "wagtailadmin_explore*": Opens(may_some(Act.WRITE)),
    "wagtailadmin_choose_page*": Opens(may_some(Act.WRITE)),
    "wagtailadmin_tag_*": AtMost(may_some(Act.WRITE)),
    "wagtail_bulk_action": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_pages:*": AtMost(may(Act.WRITE)),
    "wagtailadmin_pages:edit": Opens(may(Act.WRITE)),
    "wagtailadmin_pages:preview_on_edit": Opens(may(Act.WRITE)),
    "wagtailadmin_pages:view_draft": Opens(may(Act.SEE_DRAFT)),
    "wagtailadmin_pages:history": Opens(may(Act.SEE_DRAFT)),
    "wagtailadmin_pages:history_results": Opens(may(Act.SEE_DRAFT)),
    "wagtailadmin_pages:revisions_view": Opens(may(Act.SEE_DRAFT)),
    "wagtailadmin_pages:revisions_compare": Opens(may(Act.SEE_DRAFT)),
    "wagtailadmin_pages:revisions_revert": Opens(may(Act.WRITE)),
    "wagtailadmin_pages:set_privacy": Opens(may_some(Act.REVIEW)),
    "wagtailadmin_pages:add": Opens(may_some(Act.WRITE)),
    "wagtailadmin_pages:add_subpage": Opens(may_some(Act.WRITE)),
    "wagtailadmin_pages:preview_on_add": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_pages:choose_parent": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_pages:search": Opens(may_some(Act.WRITE)),
    "wagtailadmin_pages:search_results": Opens(may_some(Act.WRITE)),
    "wagtailadmin_pages:type_use*": Opens(may_some(Act.REVIEW)),
    # Answered with a redirect to a page that asks again
    "wagtailadmin_pages:revisions_index": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_pages:move_confirm": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_pages:confirm_workflow_cancellation": AtMost(may_some(Act.WRITE)),
    "wagtailadmin_reports:*": Opens(may_some(Act.REVIEW)),
    "wagtailadmin_collections:*": AtMost(may(Act.CONFIGURE)),
    "wagtailadmin_workflows:*": AtMost(may(Act.CONFIGURE)),
    "wagtailredirects:*": AtMost(may(Act.ARRANGE)),
    # The publication's settings are the admins', the conversation's the moderators'
    "wagtailsettings:*": AtMost(may(Act.SET_RULES)),
    "wagtailsites:*": AtMost(may(Act.CONFIGURE)),
    "wagtailembeds:*": AtMost(may_some(Act.WRITE)),
    "wagtaildocs:*": AtMost(may_some(Act.WRITE)),
    "wagtaildocs:edit": Opens(may(Act.WRITE)),
    "wagtaildocs:delete": Opens(may(Act.WRITE)),
    "wagtaildocs_chooser:*": AtMost(may_some(Act.WRITE)),
    "wagtailimages:*": AtMost(may_some(Act.WRITE)),
    "wagtailimages:edit": Opens(may(Act.WRITE)),
    "wagtailimages:delete": Opens(may(Act.WRITE)),
    "wagtailimages_chooser:*": AtMost(may_some(Act.WRITE)),
    "wagtailsnippets:*": AtMost(either(Act.ARRANGE, Act.SET_RULES)),
    "wagtailsnippets_content_*": AtMost(may(Act.ARRANGE)),
    "wagtailsnippetchoosers_*": AtMost(may_some(Act.WRITE)),
    # Closed: accounts are managed at the desk
    "staff_instead_of_wagtail": Opens(may(Act.INVITE)),
    "wagtailusers_*": AtMost(may(Act.INVITE)),
}


def row_for(name: str) -> Opens | AtMost | None:
    """Return the row that counts for an address."""
    if name in ROWS:
        return ROWS[name]
    starts = [key for key in ROWS if key.endswith("*") and name.startswith(key[:-1])]
    return ROWS[max(starts, key=len)] if starts else None
