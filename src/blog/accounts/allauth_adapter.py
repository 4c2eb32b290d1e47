"""django-allauth's door into our words, our mail and our limits."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.internal.stagekit import unstash_login
from allauth.account.signals import email_confirmed
from allauth.core import context as request_context
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.accounts.models import User
from blog.accounts.selectors.owners import get_owners
from blog.accounts.services import first_passwords, known_devices, sign_in_limits
from blog.accounts.services.nobody import join_as_nobody, look_up, make_no_link
from blog.accounts.services.sign_in_link import make_link
from blog.delivery.services.mail import queue_mail
from blog.web.addresses import absolute
from blog.web.errors import say_when
from blog.web.limits import TooOften, wait_in_words
from blog.web.mail import html_of
from blog.web.network import stand_in

TOO_OFTEN = "too_many_login_attempts"
CODE_SENT = "account/messages/login_code_sent.txt"
SAID_OF_A_MAIL = {CODE_SENT, "account/messages/email_confirmation_sent.txt"}


class SecondStepAdapter(DefaultMFAAdapter):
    """What is said where a second step is asked for."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right. An app makes a new one every half minute: enter the newest."
        ),
    }


class AccountAdapter(DefaultAccountAdapter):
    """What is said at the doors, what is mailed from them, and how often one may knock."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "incorrect_password": _("This password is not right."),
        "too_many_login_attempts": _(
            "There have been too many tries. Wait a few minutes, or sign in with a code by e-mail."
        ),
        "rate_limited": _("There have been too many tries. Wait a few minutes."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail from its two templates into the outbox, as text and as HTML."""
        request = request_context.request
        words = {
            "request": request,
            "email": email,
            "home_url": absolute("/"),
            **context,
            # django-allauth makes these with the name that the request claims for the site.
            "signup_url": absolute(reverse("account_signup")),
            "password_reset_url": absolute(reverse("account_reset_password")),
        }
        if template_prefix == "account/email/login_code":
            words["link"] = self._sign_in_link(request, email)
        elif template_prefix == "account/email/unknown_account" and _asks_for_a_code(request):
            _owner_of(email, request)
            make_no_link()
        if request is not None:  # a task sends mails, too
            request.has_mailed = True
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", words).split())
        text = render_to_string(f"{template_prefix}_message.txt", words, request).strip()
        queue_mail(
            to=email,
            subject=subject,
            text=text,
            html=html_of(
                text,
                subject=subject,
                site_name=_last_but_one_line(text),
                home_url=absolute("/"),
                code=str(context.get("code", "")),
            ),
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner; take as long as for a new account."""
        request = request_context.request
        join_as_nobody(email=email, password=request.POST.get("password1"), request=request)
        super().send_account_already_exists_mail(email)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say something on the next page. What is said of a mail is said after a mail.

        Asked for a second time, django-allauth writes one to those only who get a code, and says
        that there is one: whoever has a watch could tell who has an account.
        """
        context = message_context or {}
        if message_template in SAID_OF_A_MAIL and not getattr(request, "has_mailed", False):
            if message_template == CODE_SENT:
                send_unknown_account_mail(request, context["email"])
            else:
                look_up(email=context["email"])
                super().send_account_already_exists_mail(context["email"])
        super().add_message(request, level, message_template, context, extra_tags, message)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Called before a password is looked at."""
        try:
            sign_in_limits.ensure_not_too_often(**_who_tries(request, credentials))
        except TooOften as error:
            say_when(request, error.seconds)
            message = gettext(
                "There have been too many wrong passwords. You can try again %(when)s, or sign in "
                "at once with a code by e-mail or a passkey."
            )
            raise ValidationError(
                message % {"when": wait_in_words(error.seconds)}, code=TOO_OFTEN
            ) from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Called after a wrong password."""
        sign_in_limits.note_failure(**_who_tries(request, credentials))

    @staticmethod
    def _sign_in_link(request: HttpRequest, email: str) -> str:
        user = _owner_of(email, request)
        if user is None:
            return ""
        asked = request.POST.get("next") or request.GET.get("next", "")
        next_url = asked if url_has_allowed_host_and_scheme(asked, None) else ""
        secret = make_link(user=user, next_url=next_url)
        return absolute(reverse("accounts:sign_in_link", args=[secret]))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a stand-in for the visitor's address, made of its keyed hash.

        django-allauth writes what it gets here into the table of sessions and into the keys of its
        rate limits, so this is the one place that keeps addresses out of the database.
        """
        return stand_in(super().get_client_ip(request))


def _asks_for_a_code(request: HttpRequest) -> bool:
    """Return whether this is the door of the codes, whose mail has a link for a known address."""
    doors = ("account_request_login_code", "account_confirm_login_code")
    return request.path in map(reverse, doors)


def _owner_of(email: str, request: HttpRequest) -> User | None:
    """Return the account that django-allauth made a code for, if this is its main address.

    The form that asked for a code knows already; another code is asked for without that form.

    The database is not asked for "the same but for case": some take a dotless i for an i, and the
    link of one person's account would go to the mailbox of another.
    """
    owners = request.owners if hasattr(request, "owners") else get_owners(email)
    return next((user for user in owners if user.email.lower() == email.lower()), None)


def _chose_the_password(request: HttpRequest, user: User) -> bool:
    """Return whether this browser signed up, or knew the password, or is signed in already."""
    if request.user.is_authenticated:
        return request.user.pk == user.pk
    begun = unstash_login(request, peek=True)
    if begun and begun.signup and begun.user == user:
        return True
    records = get_authentication_records(request, user)
    return any(record.get("method") == "password" for record in records)


@receiver(email_confirmed)
def _when_an_address_is_confirmed(request: Any, email_address: Any, **_rest: Any) -> None:
    """Drop a password that somebody else may have chosen, waiting for the owner of the address."""
    user = email_address.user
    if request is None or _chose_the_password(request, user):
        return
    if first_passwords.drop(user=user, confirmed=email_address.email):
        messages.info(
            request,
            _(
                "The password of this account does not count any more: it was chosen before this "
                "address was confirmed. You can set a new one in your account."
            ),
        )


def _who_tries(request: HttpRequest, credentials: dict[str, Any]) -> dict[str, str]:
    email = str(credentials.get("email", ""))
    cookie = request.COOKIES.get(known_devices.COOKIE, "")
    return {
        "account": email,
        "network": get_ip(request),
        "known_device": known_devices.recognise(cookie=cookie, email=email),
    }


def _last_but_one_line(text: str) -> str:
    """Return the site's name, which stands in each mail's signature."""
    return text.splitlines()[-2].strip()
