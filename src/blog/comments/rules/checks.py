"""What happens to a comment when it is written: small questions in an order, the first answer wins.

Each check takes the draft and what the site knows, and answers with a verdict or with None, "not my
concern". Editing asks them all again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from blog.comments.rules import text
from blog.comments.rules.phrases import Phrase, Weight, first_match
from blog.comments.rules.states import State

MOST_LINKS = 2
FLOOD_NUMBER = 4
FLOOD_MINUTES = 2
TRUSTED_AFTER = 2  # approved comments, none of the last ones rejected
OFFENDER_SHARE = 0.3
OFFENDER_LEAST = 3
SPAM_THRESHOLD = 0.95
UNDECIDED = "shown"  # no check had an opinion


class Moderation(StrEnum):
    """Whose comments wait for a moderator before they are shown."""

    NONE = "none"
    NEW = "new"
    ALL = "all"


@dataclass(frozen=True)
class Record:
    """What the site knows of an author when they press the button."""

    approved: int = 0  # by a moderator, ever
    shown: int = 0  # comments that stand, ever
    recent: int = 0  # decided in the last days
    recent_rejected: int = 0
    is_team: bool = False
    suspended_until: datetime | None = None
    is_banned: bool = False
    is_watched: bool = False  # every comment of theirs waits
    last_text: str = ""  # squeezed, of their last comment here
    minutes_ago: tuple[float, ...] = ()  # of their last comments anywhere

    @property
    def is_trusted(self) -> bool:
        """Whether a moderator has said yes often enough, and not no lately."""
        return self.approved >= TRUSTED_AFTER and not self.recent_rejected


@dataclass(frozen=True)
class SpamScore:
    """How much a text is like what the team rejected as spam, and which words say so."""

    probability: float
    terms: tuple[str, ...] = ()


class Answer(StrEnum):
    """What a check outside the site says."""

    FINE = "fine"
    SPAM = "spam"
    SILENT = "silent"  # no answer in time, or none that can be understood


@dataclass(frozen=True)
class Outside:
    """What a check outside the site said, and why."""

    answer: Answer
    detail: str = ""


@dataclass(frozen=True)
class Context:
    """What a check may know beside the draft."""

    at: datetime
    moderation: Moderation
    closed_because: str = ""
    record: Record = field(default_factory=Record)
    phrases: tuple[Phrase, ...] = ()
    spam: SpamScore | None = None
    outside: Outside | None = None
    is_edit: bool = False


@dataclass(frozen=True)
class Draft:
    """What somebody wants to say."""

    source: str


class Refusal(StrEnum):
    """Why a draft is not taken at all. The text stays with its writer."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CLOSED = "closed"
    BANNED = "banned"
    SUSPENDED = "suspended"
    DUPLICATE = "duplicate"
    FLOOD = "flood"


@dataclass(frozen=True)
class Verdict:
    """What a check says: a refusal, or a state. ``rule`` is the check's name."""

    rule: str
    state: State | None = None
    refusal: Refusal | None = None
    span: tuple[int, int] | None = None
    detail: str = ""
    wait_seconds: int = 0


type Check = Callable[[Draft, Context], Verdict | None]


def judge(draft: Draft, context: Context) -> Verdict:
    """Return what the first check with an opinion says; without any the comment is shown."""
    for check in CHECKS:
        if verdict := check(draft, context):
            return verdict
    return Verdict(UNDECIDED, State.NONE)


def measure(draft: Draft) -> Verdict | None:
    """Return what is said of a draft that is too long, by how much; None if it is not."""
    over = len(draft.source) - text.LONGEST
    return Verdict("length", refusal=Refusal.TOO_LONG, detail=str(over)) if over > 0 else None


def is_empty(draft: Draft, context: Context) -> Verdict | None:
    """A comment says something."""
    return None if draft.source.strip() else Verdict("length", refusal=Refusal.EMPTY)


def is_too_long(draft: Draft, context: Context) -> Verdict | None:
    """A comment is shorter than a post."""
    return measure(draft)


def says_nothing(draft: Draft, context: Context) -> Verdict | None:
    """Marks without a word, or signs that nobody sees, would be an empty place in the thread."""
    is_seen = text.says_something(draft.source)
    return None if is_seen else Verdict("length", refusal=Refusal.EMPTY)


def is_closed(draft: Draft, context: Context) -> Verdict | None:
    """A closed conversation takes no new comments; what stands can still be mended."""
    if context.closed_because and not context.is_edit:
        return Verdict("closed", refusal=Refusal.CLOSED, detail=context.closed_because)
    return None


def is_by_somebody_shut_out(draft: Draft, context: Context) -> Verdict | None:
    """A ban ends the conversation for one person, a suspension until its day."""
    return shut_out(context.record, context.at)


def shut_out(record: Record, at: datetime) -> Verdict | None:
    """Return what keeps a person from commenting, recommending and reporting; None if nothing."""
    if record.is_banned:
        return Verdict("sanction", refusal=Refusal.BANNED)
    if record.suspended_until and record.suspended_until > at:
        seconds = int((record.suspended_until - at).total_seconds())
        return Verdict("sanction", refusal=Refusal.SUSPENDED, wait_seconds=seconds)
    return None


def is_said_twice(draft: Draft, context: Context) -> Verdict | None:
    """The same words again, right after the first time."""
    if context.is_edit or not context.record.last_text:
        return None
    if text.squeeze(draft.source) == context.record.last_text:
        return Verdict("duplicate", refusal=Refusal.DUPLICATE)
    return None


def is_a_flood(draft: Draft, context: Context) -> Verdict | None:
    """Nobody reads that fast."""
    recent = [ago for ago in context.record.minutes_ago if ago < FLOOD_MINUTES]
    if context.is_edit or context.record.is_team or len(recent) < FLOOD_NUMBER:
        return None
    wait = timedelta(minutes=FLOOD_MINUTES - max(recent))
    return Verdict("flood", refusal=Refusal.FLOOD, wait_seconds=int(wait.total_seconds()) + 1)


def is_by_the_team(draft: Draft, context: Context) -> Verdict | None:
    """Who may moderate is not moderated."""
    return Verdict("team", State.NONE) if context.record.is_team else None


def has_a_phrase(draft: Draft, context: Context) -> Verdict | None:
    """The publication's own list: a banned phrase is withheld, a suspect one is looked at first."""
    match = first_match(draft.source, context.phrases)
    if match is None:
        return None
    span = (match.start, match.end)
    if match.phrase.weight is Weight.BANNED:
        return Verdict("banned_phrase", State.WITHHELD, span=span, detail=match.phrase.text)
    return Verdict("suspect_phrase", State.PREMOD, span=span, detail=match.phrase.text)


def is_watched(draft: Draft, context: Context) -> Verdict | None:
    """A moderator wants to read this person's comments first."""
    return Verdict("watched", State.PREMOD) if context.record.is_watched else None


def is_by_an_offender(draft: Draft, context: Context) -> Verdict | None:
    """Much of what this person wrote lately was rejected."""
    record = context.record
    if record.recent >= OFFENDER_LEAST and record.recent_rejected >= OFFENDER_SHARE * record.recent:
        return Verdict("record", State.WITHHELD, detail=f"{record.recent_rejected}/{record.recent}")
    return None


def everybody_waits(draft: Draft, context: Context) -> Verdict | None:
    """The policy of this conversation: a moderator reads everything first."""
    if context.moderation is Moderation.ALL:
        return Verdict("policy", State.PREMOD)
    return None


def looks_like_spam(draft: Draft, context: Context) -> Verdict | None:
    """The words are those of spam that the team rejected."""
    if context.spam and context.spam.probability >= SPAM_THRESHOLD:
        return Verdict("spam", State.WITHHELD, detail=", ".join(context.spam.terms))
    return None


def is_trusted(draft: Draft, context: Context) -> Verdict | None:
    """Known, and well."""
    return Verdict("trusted", State.NONE) if context.record.is_trusted else None


def has_many_links(draft: Draft, context: Context) -> Verdict | None:
    """More addresses than words to go with them."""
    number = text.count_links(draft.source)
    return Verdict("links", State.PREMOD, detail=str(number)) if number > MOST_LINKS else None


def is_new_here(draft: Draft, context: Context) -> Verdict | None:
    """The first comments of a new person are read first, where the policy says so."""
    if context.moderation is Moderation.NEW and not context.record.approved:
        return Verdict("new", State.PREMOD)
    return None


def is_refused_outside(draft: Draft, context: Context) -> Verdict | None:
    """Somebody else was asked and objects. Where no answer comes a moderator looks first."""
    outside = context.outside
    if outside is None or outside.answer is Answer.FINE:
        return None
    if outside.answer is Answer.SILENT:
        return Verdict("outside_silent", State.PREMOD, detail=outside.detail)
    return Verdict("outside", State.WITHHELD, detail=outside.detail)


CHECKS: tuple[Check, ...] = (
    is_empty,
    is_too_long,
    says_nothing,
    is_closed,
    is_by_somebody_shut_out,
    is_said_twice,
    is_a_flood,
    is_by_the_team,
    has_a_phrase,
    is_watched,
    is_by_an_offender,
    everybody_waits,
    looks_like_spam,
    is_trusted,
    has_many_links,
    is_new_here,
    is_refused_outside,  # the last: asked only about what would be shown
)
