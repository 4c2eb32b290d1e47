"""The tables of publishing. Django finds them here."""

from blog.publishing.models.address import MissingAddress, PublicAddress, TypedLink
from blog.publishing.models.guest import GuestRemark
from blog.publishing.models.label import VersionLabel
from blog.publishing.models.preview import SharedPreview
from blog.publishing.models.release import Change, Release
from blog.publishing.models.saved_filter import SavedFilter
from blog.publishing.models.schedule import Due, Schedule, ScheduleState
from blog.publishing.models.submission import Decision, Submission
from blog.publishing.models.trash import TrashedPost

__all__ = [
    "Change",
    "Decision",
    "Due",
    "GuestRemark",
    "MissingAddress",
    "PublicAddress",
    "Release",
    "SavedFilter",
    "Schedule",
    "ScheduleState",
    "SharedPreview",
    "Submission",
    "TrashedPost",
    "TypedLink",
    "VersionLabel",
]
