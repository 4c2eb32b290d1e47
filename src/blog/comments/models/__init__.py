"""What a conversation keeps."""

from blog.comments.models.comment import Comment, Reaction, Revision
from blog.comments.models.judgement import Appeal, Decision, Lease, Report, Untold
from blog.comments.models.learning import SpamModel
from blog.comments.models.people import Block, Follow, PersonNote, Sanction
from blog.comments.models.settings import Conversation, ListedPhrase
from blog.comments.models.watching import SavedSearch

__all__ = [
    "Appeal",
    "Block",
    "Comment",
    "Conversation",
    "Decision",
    "Follow",
    "Lease",
    "ListedPhrase",
    "PersonNote",
    "Reaction",
    "Report",
    "Revision",
    "Sanction",
    "SavedSearch",
    "SpamModel",
    "Untold",
]
