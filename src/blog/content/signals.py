"""Moments at which a room upstairs may object."""

from django.dispatch import Signal

# A post is about to be saved with a text that readers did not have so far. Receives ``post``.
# Raise a DomainError to refuse.
will_be_live = Signal()

# A post that readers have is about to be taken from them. Receives ``post``; refuse likewise.
will_be_withdrawn = Signal()
