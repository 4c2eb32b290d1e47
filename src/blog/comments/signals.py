"""Moments in a conversation that are heard inside the same transaction."""

from django.dispatch import Signal

# A comment can be read from now on, by what its author did: nobody had to look at it. Receives
# ``comment_id``. What a moderator lets through is told later, once the decision has stood.
came_through = Signal()
