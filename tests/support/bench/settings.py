"""The demo's settings behind a proxy that says from which visitor each request comes."""

from blog.config.settings.demo import *  # noqa: F403
from tests.support.bench.load import VISITOR

ALLAUTH_TRUSTED_CLIENT_IP_HEADER = VISITOR
