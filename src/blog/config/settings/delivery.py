"""What leaves this site for other machines."""

# Webhooks to this very machine, by http as well: for those who build a receiver.
WEBHOOKS_TO_THIS_MACHINE = False
