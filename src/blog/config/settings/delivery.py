"""What leaves this site for other machines."""

from blog.config import env

# Hubs that are told when feeds change (WebSub); none without it.
WEBSUB_HUB = env.secure_addresses("WEBSUB_HUB")
# Webhooks to this very machine, by http as well: for those who build a receiver.
WEBHOOKS_TO_THIS_MACHINE = False
