"""What test_other_accounts.py finds out on a site of its own, whose environment names a provider.

Prints what happened as JSON. Addresses are made when a process begins, hence a process.
"""

import json

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment

from blog.accounts.archives import build_archive
from blog.accounts.models import User
from blog.accounts.selectors import own_data
from blog.delivery.models import OutboxMessage
from tests.factories import make_user
from tests.support.identity_provider import identity_provider

LOGIN = "/accounts/oidc/oidc/login/"
OTHERS = "/accounts/3rdparty/"


def come_back(client, process="login"):
    """Go through the provider and return the answer on the way back."""
    leaving = client.post(f"{LOGIN}?process={process}")
    state = leaving["Location"].partition("state=")[2].partition("&")[0]
    return client.get(f"/accounts/oidc/oidc/login/callback/?code=a-code&state={state}")


def visit():
    client = Client()
    page = client.get("/accounts/login/")
    found = {"page": page.content.decode(), "policy": page["Content-Security-Policy"]}
    with identity_provider() as provider:
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
            provider.here
        )
        return found | ways(client, provider)


def ways(client, provider):
    provider.person = {"sub": "7", "email": "new@example.com", "email_verified": True}
    provider.person["name"] = "Nora New"
    found = {"asks_first": client.get(LOGIN).status_code}
    found["leaves_to"] = client.post(f"{LOGIN}?process=login")["Location"]
    found["provider"] = provider.here

    found["new"] = come_back(client)["Location"]
    new = User.objects.get(email="new@example.com")
    found["name"] = new.profile.name
    found["is_in"] = client.get("/accounts/").status_code
    found["others"] = client.get(OTHERS).content.decode()
    found["copy"] = own_data.account_records(new.pk)[0]["accounts elsewhere"]
    found["archive"] = len(build_archive(user_id=new.pk, at=new.date_joined)) > 0
    found["only_way"] = client.post(OTHERS, {"account": SocialAccount.objects.get().pk}).status_code

    taken = make_user("taken@example.com", password="correct horse battery")
    EmailAddress.objects.create(user=taken, email=taken.email, verified=True, primary=True)
    provider.person = {"sub": "8", "email": taken.email, "email_verified": True}
    thief = Client()
    come_back(thief)
    found["thief_is_in"] = thief.get("/accounts/").status_code == 200
    found["owner_hears"] = OutboxMessage.objects.filter(payload__to=taken.email).count()

    provider.person = {"sub": "9"}
    nameless = Client()
    found["without_address"] = come_back(nameless)["Location"]
    asked = nameless.get(found["without_address"])
    found["asks_for_address"] = "E-mail address" in asked.content.decode()
    found["refused"] = nameless.post(found["without_address"], {"email": "no"}).status_code

    owner = Client()
    password = {"login": taken.email, "password": "correct horse battery"}
    owner.post("/accounts/login/", password)
    found["asks_who_it_is"] = come_back(owner, "connect")["Location"]
    owner.post(found["asks_who_it_is"], {"password": password["password"]})
    found["connected"] = SocialAccount.objects.filter(user=taken).count()
    found["told"] = owner.get(OTHERS).content.decode()
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"].pop("APPS")
    found["off"] = owner.get(OTHERS).content.decode()
    mine = SocialAccount.objects.get(user=taken)
    found["removed_while_off"] = owner.post(OTHERS, {"account": mine.pk}).status_code
    found["left"] = SocialAccount.objects.filter(user=taken).count()
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = apps

    provider.person = None
    out_of_order = Client().post(f"{LOGIN}?process=login")
    found["out_of_order"] = [out_of_order.status_code, out_of_order.content.decode()]
    return found


def report():
    setup_test_environment()
    print(json.dumps(visit(), default=str))
