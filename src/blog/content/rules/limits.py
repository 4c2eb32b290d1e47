"""How often visitors may ask, and how much the library takes in an hour."""

from blog.web.rules.limits import HOUR, MINUTE, declare

# From a network, in each process: to look for something writes nothing. A page asks while one
# types, at most three times a second.
SEARCHES = declare("search", 120, MINUTE, here=True)
UPLOADS = declare("upload", 300, HOUR)  # by a person
