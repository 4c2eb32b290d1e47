"""Who is here."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "blog.accounts"
    label = "accounts"
