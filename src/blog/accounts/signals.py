"""What other rooms join in while somebody's account changes, inside the same transaction."""

from django.dispatch import Signal

# Somebody is called otherwise from now on, wherever their name stands. Receives ``user_id``.
name_changed = Signal()
