"""What a person's roles open in Wagtail's own admin. Each of its rights follows from an act.

What a role may do is decided in ``roles`` alone; here stands which of Wagtail's words ask for which
act. A right without a line here is nobody's, except a superuser's.
"""

from collections.abc import Iterable, Mapping

from blog.accounts.rules.roles import Act, Reach, Role, reach

# Wagtail's word -> the act behind it, and how far a person must reach to have the right on
# everything. "add" is enough for Wagtail to let a person change what they own.
type Words = Mapping[str, tuple[Act, Reach]]

# On posts, and on the lists that they are written under.
POSTS: Words = {
    "add": (Act.WRITE, Reach.OWN),
    "change": (Act.WRITE, Reach.ALL),
    "publish": (Act.PUBLISH, Reach.ALL),
    "lock": (Act.REVIEW, Reach.ALL),
    "unlock": (Act.REVIEW, Reach.ALL),
}

# On every page of the tree. Deleting a page with all that is below it is for those who may undo it.
PAGES: Words = {
    "add": (Act.ARRANGE, Reach.ALL),
    "change": (Act.ARRANGE, Reach.ALL),
    "publish": (Act.ARRANGE, Reach.ALL),
    "lock": (Act.ARRANGE, Reach.ALL),
    "unlock": (Act.ARRANGE, Reach.ALL),
    "bulk_delete": (Act.CONFIGURE, Reach.ALL),
}

# On pictures and documents.
LIBRARY: Words = {
    "add": (Act.WRITE, Reach.OWN),
    "choose": (Act.WRITE, Reach.OWN),
    "change": (Act.WRITE, Reach.ALL),
}

# On everything else: app, model and the actions on it. Accounts and groups have no line: they are
# managed at the desk, where it is written down.
MODELS: dict[tuple[str, str], tuple[Act, tuple[str, ...]]] = {
    ("wagtailadmin", "admin"): (Act.USE_DESK, ("access",)),
    ("content", "author"): (Act.ARRANGE, ("add", "change", "delete", "view")),
    ("content", "series"): (Act.ARRANGE, ("add", "change", "delete", "view")),
    ("content", "tag"): (Act.ARRANGE, ("add", "change", "delete", "view")),
    # Wagtail asks its policies, which have LIBRARY; its report of what was done asks for these.
    ("content", "siteimage"): (Act.WRITE, ("change",)),
    ("wagtaildocs", "document"): (Act.WRITE, ("change",)),
    ("wagtailredirects", "redirect"): (Act.ARRANGE, ("add", "change", "delete", "view")),
    ("content", "publication"): (Act.CONFIGURE, ("change",)),
    ("comments", "conversation"): (Act.SET_RULES, ("change",)),
    ("wagtailcore", "collection"): (Act.CONFIGURE, ("add", "change", "delete")),
    ("wagtailcore", "site"): (Act.CONFIGURE, ("add", "change", "delete")),
    ("wagtailcore", "workflow"): (Act.CONFIGURE, ("add", "change", "delete")),
    ("wagtailcore", "task"): (Act.CONFIGURE, ("add", "change", "delete")),
}

# Screens of the admin for which Wagtail asks nothing but access to the admin, by the beginning of
# their names. Lists of everybody's drafts are for those who may see every draft.
SCREENS: Words = {
    "wagtailadmin_reports:": (Act.SEE_DRAFT, Reach.ALL),
    "wagtailadmin_pages:type_use": (Act.SEE_DRAFT, Reach.ALL),
    "wagtailadmin_pages:": (Act.WRITE, Reach.OWN),
    "wagtailadmin_api:": (Act.WRITE, Reach.OWN),
    "wagtailadmin_choose_page": (Act.WRITE, Reach.OWN),
    "wagtailadmin_tag_": (Act.WRITE, Reach.OWN),
    "wagtailadmin_editing_sessions:": (Act.WRITE, Reach.OWN),
    "wagtailadmin_block_preview": (Act.WRITE, Reach.OWN),
    "wagtailadmin_workflows:": (Act.CONFIGURE, Reach.ALL),
    "wagtailembeds:": (Act.WRITE, Reach.OWN),
    "wagtailimages": (Act.WRITE, Reach.OWN),
    "wagtaildocs:": (Act.WRITE, Reach.OWN),
    "wagtaildocs_chooser:": (Act.WRITE, Reach.OWN),
    "wagtailsnippetchoosers_": (Act.WRITE, Reach.OWN),
}


def refusing_act(roles: Iterable[Role], name: str) -> Act | None:
    """Return the act that a screen of the admin asks for and the roles do not allow, if any."""
    mine = tuple(roles)
    asked = (need for start, need in SCREENS.items() if name.startswith(start))
    return next((act for act, least in asked if reach(mine, act) < least), None)


def rights(roles: Iterable[Role], words: Words) -> frozenset[str]:
    """Return which of these words the roles have on everything."""
    mine = tuple(roles)
    return frozenset(word for word, (act, least) in words.items() if reach(mine, act) >= least)


def model_permissions(roles: Iterable[Role]) -> frozenset[str]:
    """Return what Django calls these roles' permissions: ``content.add_tag`` and the like."""
    mine = tuple(roles)
    return frozenset(
        f"{app}.{action}_{model}"
        for (app, model), (act, actions) in MODELS.items()
        if reach(mine, act) is Reach.ALL
        for action in actions
    )
