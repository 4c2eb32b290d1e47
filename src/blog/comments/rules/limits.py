"""How often readers may act on each other's comments. Comments themselves: ``checks.py``."""

from blog.web.rules.limits import DAY, HOUR, MINUTE, declare

REPORTS = declare("report", 20, HOUR)  # by a person
REACTIONS = declare("reaction", 100, 10 * MINUTE)  # by a person: recommend, follow, hide
CHANGES = declare("comment-change", 40, 10 * MINUTE)  # by a person: edit, delete, restore
# By a person, or a network of people without an account: the longest text takes half a second.
PREVIEWS = declare("comment-preview", 60, 10 * MINUTE, here=True)
APPEALS = declare("appeal", 10, DAY)  # by a person
