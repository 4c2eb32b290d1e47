"""What each role may do, as one table. No database, no Django."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of the site; the value is the name of the group that people see."""

    AUTHOR = "Author"
    EDITOR = "Editor"
    MODERATOR = "Moderator"


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
