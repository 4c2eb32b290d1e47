"""What happened to a post on its way to readers. Each is announced after its transaction."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PostSubmitted:
    """A text waits for a review."""

    post_id: int
    submission_id: int
    by_id: int | None


@dataclass(frozen=True)
class SubmissionWithdrawn:
    """A text waits no more: whoever submitted it took it back."""

    post_id: int
    submission_id: int
    by_id: int | None


@dataclass(frozen=True)
class PostApproved:
    """A text may be published."""

    post_id: int
    submission_id: int
    by_id: int | None


@dataclass(frozen=True)
class ChangesRequested:
    """A text went back to its author, with a remark."""

    post_id: int
    submission_id: int
    by_id: int | None


@dataclass(frozen=True)
class PostPublished:
    """Readers have a new text. What leaves the house waits until ``outbound_at``."""

    post_id: int
    release_id: int
    by_id: int | None
    is_first: bool
    is_correction: bool
    outbound_at: datetime


@dataclass(frozen=True)
class PublicationUndone:
    """A publication was taken back; readers have what they had before it."""

    post_id: int
    release_id: int
    by_id: int | None


@dataclass(frozen=True)
class PostUnpublished:
    """Readers have the post no more."""

    post_id: int
    by_id: int | None


@dataclass(frozen=True)
class PostScheduled:
    """A post will be published, or taken back, at a set time."""

    post_id: int
    schedule_id: int
    by_id: int | None


@dataclass(frozen=True)
class ScheduleCancelled:
    """A set time is no more."""

    post_id: int
    schedule_id: int
    by_id: int | None


@dataclass(frozen=True)
class ScheduleFailed:
    """What was to happen at a set time did not; it is tried again."""

    post_id: int
    schedule_id: int
    tries: int


@dataclass(frozen=True)
class ScheduleBroughtForward:
    """What failed at its time is tried again at once, because somebody asked for it."""

    post_id: int
    schedule_id: int
    by_id: int | None


@dataclass(frozen=True)
class PostTrashed:
    """A post is in the trash."""

    post_id: int
    by_id: int | None


@dataclass(frozen=True)
class PostRestored:
    """A post came back from the trash."""

    post_id: int
    by_id: int | None


@dataclass(frozen=True)
class PreviewShared:
    """Somebody without an account may read one revision."""

    post_id: int
    preview_id: int
    by_id: int | None


@dataclass(frozen=True)
class GuestAnswered:
    """A guest left a remark on a version that was shared, or approved it."""

    post_id: int
    remark_id: int


@dataclass(frozen=True)
class PreviewRevoked:
    """A shared revision is for nobody without an account any more."""

    post_id: int
    preview_id: int
    by_id: int | None


@dataclass(frozen=True)
class TextRestored:
    """An earlier text, or a block of one, is the newest text again, as a draft."""

    post_id: int
    revision_id: int
    by_id: int | None


@dataclass(frozen=True)
class VersionNamed:
    """A version has a name, another one, or none any more."""

    post_id: int
    revision_id: int
    by_id: int | None
