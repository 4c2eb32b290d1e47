"""Signing in with an account from elsewhere: off, until the environment names a provider."""

from typing import Any
from urllib.parse import urlsplit

from blog.config import env

from .apps import INSTALLED_APPS
from .security import SECURE_CSP

# The well-known ones: where their sign-in page is, which the policy for forms must allow.
SOCIAL = {"google": "https://accounts.google.com", "github": "https://github.com"}

SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
# An address that a provider vouches for does not open an account that is here already: whoever
# owns both connects them, signed in, under "Other accounts".
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ADAPTER = "blog.accounts.social_adapter.SocialAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "blog.accounts.forms.elsewhere.SignupForm",
    "disconnect": "blog.accounts.forms.elsewhere.DisconnectForm",
}


def _add(app: str, origin: str, provider: str, **settings: Any) -> None:
    INSTALLED_APPS.append(app)
    SOCIALACCOUNT_PROVIDERS[provider] = settings
    # Browsers apply this to where a form's answer redirects, too.
    SECURE_CSP["form-action"] += [origin]  # type: ignore[operator]


if server := env.text("OIDC_SERVER_URL", ""):
    _parts = urlsplit(server)
    _add(
        "allauth.socialaccount.providers.openid_connect",
        f"{_parts.scheme}://{_parts.netloc}",
        "openid_connect",
        APPS=[
            {
                "provider_id": "oidc",
                "name": env.text("OIDC_NAME", "OpenID Connect"),
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": server},
            }
        ],
        OAUTH_PKCE_ENABLED=True,
    )

for _name, _origin in SOCIAL.items():
    if client_id := env.text(f"{_name.upper()}_CLIENT_ID", ""):
        _add(
            f"allauth.socialaccount.providers.{_name}",
            _origin,
            _name,
            APP={"client_id": client_id, "secret": env.text(f"{_name.upper()}_CLIENT_SECRET")},
            OAUTH_PKCE_ENABLED=True,
        )
