"""How often people may change what is theirs, and how many mails the doors write."""

from blog.web.rules.limits import DAY, HOUR, MINUTE, declare

PORTRAITS = declare("portrait", 20, HOUR)  # by a person
INVITATIONS = declare("invitation", 50, DAY)  # by a person
INVITATIONS_TO = declare("invitation-to", 5, DAY)  # to an address
# A stranger's wishes are counted for the address at their network, as wrong passwords are: nobody
# can keep the owner from a code. The wider limit is for many networks at one address together.
DOOR_MAILS_TO_FROM = declare("door-mail-address-network", 5, 15 * MINUTE)
DOOR_MAILS_TO = declare("door-mail-address", 30, HOUR)
DOOR_MAILS_FROM = declare("door-mail-network", 40, 15 * MINUTE)
# Mails of one kind to one person, whoever writes; the rest waits for the daily mail. What must
# reach people is not counted.
NEWS_MAILS = declare("news-mail", 10, HOUR)
# Codes that show whose an address is: tries of one code, while it is good.
CODE_TRIES = declare("guest-code", 3, 15 * MINUTE)
