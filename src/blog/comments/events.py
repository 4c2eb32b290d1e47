"""What happened in a conversation that others may care about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CommentPosted:
    """Somebody wrote a comment, shown or not."""

    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentShown:
    """A comment can be read by everybody, from now on or again."""

    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentHidden:
    """A comment that could be read cannot any more."""

    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentChanged:
    """What stands in a conversation looks different: an edit, a recommendation, a deletion."""

    comment_id: int
    post_id: int


@dataclass(frozen=True)
class CommentDecided:
    """A moderator approved or rejected a comment; ``decision_id`` says how and why."""

    comment_id: int
    decision_id: int


@dataclass(frozen=True)
class CommentReported:
    """A reader reported a comment."""

    comment_id: int
    report_id: int


@dataclass(frozen=True)
class AppealFiled:
    """An author asked for a second look."""

    comment_id: int
    appeal_id: int


@dataclass(frozen=True)
class AppealSettled:
    """A second moderator decided on an appeal."""

    comment_id: int
    appeal_id: int
