"""Who gets through at the addresses of libraries: Wagtail's and django-allauth's.

A row's key is the address's name (``namespace:name``), or the beginning of names with a ``*`` at
its end; the longest key that fits counts. Which names a ``*`` covers stands in
``addresses_of_libraries.txt``, so that a name that comes later is looked at. ``Opens`` says exactly who gets through by GET;
``AtMost`` says that nobody else does, for addresses that need something which this world does not
have. By POST nobody else gets through at either.
"""

from dataclasses import dataclass

from blog.accounts.rules.roles import Act
from tests.authorization.table import (
    Who,
    either,
    everybody,
    is_public,
    may,
    may_some,
    nobody,
    only,
    signed_in,
)


@dataclass(frozen=True)
class Opens:
    """Exactly these people get through."""

    who: Who


@dataclass(frozen=True)
class AtMost:
    """Nobody but these people gets through."""

    who: Who


PUBLIC = Opens(everybody)
ACCOUNT = Opens(signed_in)

OF_LIBRARIES: dict[str, Opens | AtMost] = {
    # A page is there for everybody once it is published, at its address and nowhere else
    "wagtail_serve": Opens(only(everybody, is_public)),
    "wagtaildocs_serve": PUBLIC,
    # Nothing here has a password, and the addresses say so
    "wagtaildocs_authenticate_with_password": Opens(nobody),
    "wagtailcore_authenticate_with_password": Opens(nobody),
    "wagtailcore_login": Opens(nobody),
    # The doors, and one's own account: django-allauth asks who somebody is
    "account_login": PUBLIC,
    "account_signup": PUBLIC,
    "account_signup_by_passkey": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_password_reset_completed": PUBLIC,
    "account_complete_password_reset": PUBLIC,  # without a code that was right: to the beginning
    "account_confirm_password_reset_code": Opens(nobody),  # no code was asked for: to the door
    "account_inactive": PUBLIC,
    "account_logout": ACCOUNT,
    "account_email": ACCOUNT,
    "account_change_password": ACCOUNT,
    "account_set_password": ACCOUNT,  # after signing in a moment ago
    # Nothing was begun: who is signed in is led to their account, a stranger to the door
    "account_email_verification_sent": ACCOUNT,
    "account_confirm_login_code": ACCOUNT,
    "account_reauthenticate": Opens(nobody),  # this person has no password to show
    "mfa_authenticate": ACCOUNT,
    "mfa_reauthenticate": Opens(nobody),  # nor an app
    "mfa_reauthenticate_webauthn": Opens(nobody),  # nor a key
    "mfa_signup_webauthn": PUBLIC,
    "mfa_login_webauthn": ACCOUNT,  # a script of the door asks for it; by hand it leads there
    "mfa_index": ACCOUNT,
    "mfa_activate_totp": ACCOUNT,
    "mfa_deactivate_totp": Opens(nobody),
    "mfa_generate_recovery_codes": ACCOUNT,
    "mfa_view_recovery_codes": Opens(nobody),  # none were made
    "mfa_download_recovery_codes": Opens(nobody),
    "mfa_list_webauthn": ACCOUNT,
    "mfa_add_webauthn": ACCOUNT,
    "mfa_edit_webauthn": Opens(nobody),  # the key is somebody else's
    "mfa_remove_webauthn": Opens(nobody),
    # Old addresses that lead to the new ones
    "accounts/social/login/cancelled/": PUBLIC,
    "accounts/social/login/error/": PUBLIC,
    "accounts/social/signup/": PUBLIC,
    "accounts/social/connections/": PUBLIC,
    "socialaccount_login_cancelled": PUBLIC,
    "socialaccount_login_error": Opens(nobody),  # says what went wrong, with the status for it
    "socialaccount_signup": Opens(nobody),  # nobody comes from elsewhere here
    "socialaccount_connections": ACCOUNT,
    "usersessions_list": ACCOUNT,
    # Wagtail's admin
    "admin/*": AtMost(may(Act.USE_DESK)),
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
    "wagtailusers_*": AtMost(may(Act.INVITE)),
}


def row_for(name: str) -> Opens | AtMost | None:
    """Return the row that counts for an address of a library."""
    key = key_for(name)
    return OF_LIBRARIES[key] if key else None


def key_for(name: str) -> str | None:
    """Return the key of that row: the name itself, or the longest beginning of it."""
    if name in OF_LIBRARIES:
        return name
    starts = [key for key in OF_LIBRARIES if key.endswith("*") and name.startswith(key[:-1])]
    return max(starts, key=len) if starts else None
