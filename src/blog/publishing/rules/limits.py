"""How often the newsroom may let somebody outside in."""

from blog.web.rules.limits import HOUR, declare

PREVIEWS = declare("preview", 30, HOUR)  # by a person
GUEST_REMARKS = declare("guest-remark", 20, HOUR)  # by a link
