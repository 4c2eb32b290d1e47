"""Who gets through at the addresses of libraries: Wagtail's and django-allauth's.

A row's key is the address's name (``namespace:name``), or the beginning of names with a ``*`` at
its end; the longest key that fits counts. ``Opens`` says exactly who gets through by GET;
``AtMost`` says that nobody else does, for addresses that need something which this world does not
have. By POST nobody else gets through at either.
"""

from dataclasses import dataclass

from blog.accounts.rules.roles import Act
from tests.authorization.table import Who, either, everybody, may, may_some, nobody, signed_in


@dataclass(frozen=True)
class Opens:
    """Exactly these people get through."""

    who: Who


@dataclass(frozen=True)
class AtMost:
    """Nobody but these people gets through."""

    who: Who


PUBLIC = Opens(everybody)
PUBLIC_IF_THERE = AtMost(everybody)
ACCOUNT = Opens(signed_in)
ACCOUNT_IF_THERE = AtMost(signed_in)

OF_LIBRARIES: dict[str, Opens | AtMost] = {
    "wagtaildocs_serve": PUBLIC_IF_THERE,
    "wagtaildocs_authenticate_with_password": PUBLIC_IF_THERE,
    "wagtailcore_authenticate_with_password": PUBLIC_IF_THERE,
    "wagtailcore_login": Opens(nobody),
    "wagtail_serve": PUBLIC_IF_THERE,
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
    if name in OF_LIBRARIES:
        return OF_LIBRARIES[name]
    starts = [key for key in OF_LIBRARIES if key.endswith("*") and name.startswith(key[:-1])]
    return OF_LIBRARIES[max(starts, key=len)] if starts else None
