"""What the site has mailed: the tests run no worker, so every mail still lies in the outbox."""

import json
import re
import sqlite3
from contextlib import closing

CODE = re.compile(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", re.MULTILINE)
LINK = re.compile(r"^https?://\S+/accounts/link/\S+$", re.MULTILINE)


def mails_to(site, address) -> list[dict]:
    """Return the mails to an address, oldest first."""
    with closing(sqlite3.connect(site.database)) as connection:
        rows = connection.execute(
            "SELECT payload FROM delivery_outboxmessage WHERE kind = 'mail' ORDER BY id"
        ).fetchall()
    mails = [json.loads(payload) for (payload,) in rows]
    return [mail for mail in mails if mail["to"] == address]


def last_code(site, address) -> str:
    """Return the code in the last mail to an address."""
    return CODE.search(mails_to(site, address)[-1]["text"]).group()


def last_link(site, address) -> str:
    """Return the sign-in link in the last mail to an address."""
    return LINK.search(mails_to(site, address)[-1]["text"]).group()
