"""The table of roles as a page for people: docs/reference/permissions.md. No Django."""

from blog.accounts.rules.roles import COLUMNS, STAFF, TABLE, Act, Reach, Role

WORDS = {Reach.NONE: "–", Reach.OWN: "their own", Reach.ALL: "all"}

GROUPS: tuple[tuple[str, Act, str], ...] = (
    ("The conversation", Act.COMMENT, "What everybody with an account does under a post."),
    ("The desk", Act.USE_DESK, "What happens to a text before readers see it, and after."),
    ("Moderation", Act.MODERATE, "What keeps the conversation readable."),
    ("The house", Act.SEE_AUDIT_LOG, "What keeps the site running."),
)

WHO = {
    Role.READER: "Everybody with an account. Nobody has to be given this role.",
    Role.AUTHOR: "Writes drafts and submits them. Somebody else publishes.",
    Role.TRUSTED_AUTHOR: "Writes like an author, and publishes what is their own.",
    Role.EDITOR: "Reviews, changes, schedules and publishes everything.",
    Role.MODERATOR: "Decides on comments and on people in the conversation; writes nothing.",
    Role.ADMIN: "May do everything, and alone invites people, gives roles and changes settings.",
}

OPENING = """# Who may do what

This page is made from the table in `src/blog/accounts/rules/roles.py`; change it there, then run \
`python manage.py permissions_page`. A test compares the two.

Nobody without an account may do any of this: strangers read. A person may have several roles; \
then whatever one of them allows is allowed. “Their own” is what a person wrote or made \
themselves. Roles are given at the desk, under “People”, by an admin, and the log says by whom. \
Nobody changes their own roles, and the last admin stays.
"""

SECOND_STEP = """## A second step for staff

{roles} sign in with more than a password: with an app that makes codes, a passkey or a security \
key. Until they have one, their role sleeps: they are led to set one up and may do what a reader \
may. In the demo and in development `STAFF_SECOND_STEP` says whether it is asked for.
"""


def permissions_page() -> str:
    """Return the whole page as Markdown."""
    staff = [role.value for role in COLUMNS if role in STAFF]
    people = f"{', '.join(_many(name) for name in staff[:-1])} and {_many(staff[-1])}"
    parts = [
        OPENING,
        "## The roles\n\n"
        + "\n".join(f"- **{role.value}**: {WHO[role]}" for role in COLUMNS)
        + "\n",
        SECOND_STEP.format(roles=people[0].upper() + people[1:]),
        *_groups(),
    ]
    return "\n".join(parts)


def _groups() -> list[str]:
    acts = list(Act)
    begins = [acts.index(first) for _, first, _ in GROUPS]
    ends = [*begins[1:], len(acts)]
    return [
        f"## {title}\n\n{text}\n\n{_table(acts[begin:end])}\n{_sentences(acts[begin:end])}"
        for (title, _, text), begin, end in zip(GROUPS, begins, ends, strict=True)
    ]


def _table(acts: list[Act]) -> str:
    head = f"| | {' | '.join(role.value for role in COLUMNS)} |\n"
    line = f"| --- |{' --- |' * len(COLUMNS)}\n"
    rows = (
        f"| {act.value} | {' | '.join(WORDS[reach] for reach in TABLE[act])} |\n" for act in acts
    )
    return head + line + "".join(rows)


def _sentences(acts: list[Act]) -> str:
    return "".join(f"- {_sentence(act)}\n" for act in acts)


def _sentence(act: Act) -> str:
    everything = [role for role, reach in _row(act) if reach is Reach.ALL]
    own = [role for role, reach in _row(act) if reach is Reach.OWN]
    verb = act.value[0].upper() + act.value[1:]
    if len(everything) == len(COLUMNS):
        return f"{verb}: everybody with an account."
    if len(own) == len(COLUMNS):
        return f"{verb}: everybody with an account, where it is their own."
    said = [_list(own) + (", where it is their own" if own else ""), _list(everything)]
    return f"{verb}: {'; '.join(part for part in said if part)}."


def _row(act: Act) -> list[tuple[Role, Reach]]:
    return list(zip(COLUMNS, TABLE[act], strict=True))


def _list(roles: list[Role]) -> str:
    names = [_many(role.value) for role in roles]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _many(name: str) -> str:
    return f"{name.lower()}s"
