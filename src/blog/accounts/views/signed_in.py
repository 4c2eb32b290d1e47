"""What a view behind ``login_required`` gets."""

from django.http import HttpRequest

from blog.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of somebody with an account."""

    user: User
