"""What a role needs in Wagtail's own admin. What it may do is decided in ``roles``."""

from dataclasses import dataclass

from blog.accounts.rules.roles import Role


@dataclass(frozen=True)
class Rights:
    """What a role may do in the admin.

    ``pages`` are Wagtail's page permissions on the whole tree; ``models`` are permissions on
    everything else, as ``app_label.model`` and the actions on it.
    """

    pages: tuple[str, ...] = ()
    models: tuple[tuple[str, tuple[str, ...]], ...] = ()


RIGHTS: dict[Role, Rights] = {
    # "add" lets a person create pages and change their own, not other people's.
    Role.AUTHOR: Rights(pages=("add",)),
    Role.EDITOR: Rights(
        pages=("add", "change", "publish", "lock", "unlock"),
        models=(
            ("content.author", ("add", "change", "delete", "view")),
            ("content.series", ("add", "change", "delete", "view")),
            ("content.tag", ("add", "change", "delete", "view")),
        ),
    ),
    Role.MODERATOR: Rights(),
}
