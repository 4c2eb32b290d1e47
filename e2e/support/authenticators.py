"""Things that prove who somebody is: a passkey device in the browser, and an app that shows codes."""

import base64
import hmac
import struct
import time

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page) -> None:
    """Give a page a device that holds passkeys and says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def app_code(secret: str, at: float | None = None) -> str:
    """Return what an authenticator app shows for a key (RFC 6238)."""
    padded = secret + "=" * (-len(secret) % 8)
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.digest(base64.b32decode(padded), counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
