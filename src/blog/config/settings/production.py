"""What differs live: every secret and address comes from the environment, everything over HTTPS."""

from blog.config import env

from .base import *  # noqa: F403

SECRET_KEY = env.secret_key("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.secure_address("BASE_URL", required=True).rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

_mail = env.mail_server()
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": _mail.host,
            "port": _mail.port,
            "username": _mail.username,
            "password": _mail.password,
            "use_tls": _mail.use_tls,
            "use_ssl": _mail.use_ssl,
            "timeout": 10,
        },
    }
}
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

_proxy_header = env.text("TRUSTED_PROXY_IP_HEADER", "")
if _proxy_header:
    ALLAUTH_TRUSTED_CLIENT_IP_HEADER = _proxy_header
