"""Learn at once what spam looks like here, and say how well that goes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from blog.comments.rules.spam import LEAST_OF_EACH
from blog.comments.selectors.spam import get_learned
from blog.comments.services import learning


class Command(BaseCommand):
    """The worker does the same once a day."""

    help = "Learn from the moderators' decisions what spam looks like, and measure it."

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn, and print the figures."""
        if learning.learn(at=timezone.now()) is None:
            self.stdout.write(
                f"Too few decisions: {LEAST_OF_EACH} comments rejected as spam and "
                f"{LEAST_OF_EACH} approved ones are needed."
            )
            return
        known = get_learned()
        if known:
            _at, learned = known
            self.stdout.write(
                f"Learned from {learned.spam} spam and {learned.others} other comments. "
                f"Held out: {learned.found} found, {learned.false_alarms} false alarms, "
                f"{learned.missed} missed, {learned.passed} passed. "
                f"{'It withholds.' if learned.may_withhold else 'It only hints.'}"
            )
