"""What differs from allauth's accounts: who may sign up, what is counted, what is kept, and what is sent."""

import base64
import hashlib
import json
import logging
import os
import re
from difflib import SequenceMatcher
from ipaddress import IPv4Address
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.access import INVITED, session_keys
from assessments.browsers import describe_browser
from assessments.forms import clean_text
from assessments.models import Invitation, User

logger = logging.getLogger(__name__)
NO_ADDRESS = str(IPv4Address(0))
# Of a form that waits until the person has given the password again.
KEPT_HEADERS = {"HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "CONTENT_TYPE", "CSRF_COOKIE", "HTTP_X_FORWARDED_PROTO"}


def shown_name(user):
    return user.shown_name


def holds_open_invitation(request):
    hashes = [key.removeprefix(INVITED) for key in session_keys(request, INVITED)]
    return bool(hashes) and Invitation.objects.open(timezone.now()).filter(link_hash__in=hashes).exists()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": "Das ist bereits Ihre Adresse.",
        "email_password_mismatch": "E-Mail-Adresse und Passwort passen nicht zusammen.",
        "email_taken": "Mit dieser Adresse lässt sich kein neues Konto anlegen. Haben Sie schon eines?",
        "enter_current_password": "Das ist nicht Ihr jetziges Passwort.",
        "incorrect_code": "Der Code stimmt nicht oder ist abgelaufen.",
        "incorrect_password": "Das Passwort stimmt nicht.",
        "rate_limited": "Zu viele Versuche. Bitte warten Sie fünf Minuten.",
        "too_many_login_attempts": "Zu viele Versuche. Bitte warten Sie fünf Minuten.",
    }

    def is_open_for_signup(self, request):
        return bool(settings.EMAIL_HOST) or holds_open_invitation(request)

    def is_ajax(self, request):
        """Only the script of the passkey login is answered with data."""
        return request.path == reverse("mfa_login_webauthn") and super().is_ajax(request)

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data.get("name", user.name)
        return super().save_user(request, user, form, commit)

    def confirm_email(self, request, email_address):
        """An address that another account has, though never confirmed, would stand at two accounts."""
        others = User.objects.exclude(pk=email_address.user_id).filter(email=email_address.email.lower())
        if others.exists():
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt")
            return False
        return super().confirm_email(request, email_address)

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def get_email_confirmation_url(self, request, emailconfirmation):
        return settings.BASE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def get_reset_password_from_key_url(self, key):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix, email, context):
        """A mail server that is down is said; the answer is the same whether or not there is such an account."""
        try:
            super().send_mail(template_prefix, email, {**context, "base_url": settings.BASE_URL})
        except (SMTPException, OSError, UnicodeError) as error:
            logger.error("e-mail %s not sent: %s", template_prefix, type(error).__name__)
            text = "Die E-Mail ließ sich gerade nicht senden. Bitte versuchen Sie es in einigen Minuten noch einmal."
            messages.error(self.request, text)

    def _get_login_attempts_cache_key(self, request, **credentials):
        return f"{ratelimit.get_ip(request)}|{login_of(credentials)}"

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        used = ratelimit.consume(
            request, app="allauth.account", action="login_failed_anywhere", key=login_of(credentials)
        )
        if not used:
            raise self.validation_error("too_many_login_attempts")
        # Given back with the others where the password was right.
        self._login_failed_rl_usage.usage.extend(used.usage)


def login_of(credentials):
    return credentials.get("email", "").lower()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": (
            "Mit dieser Adresse lässt sich kein neues Konto anlegen. Haben Sie schon eines, melden Sie sich damit an"
            " und verbinden Sie es dann mit %s."
        ),
        "no_password": "Legen Sie zuerst ein Passwort fest, sonst kommen Sie nicht mehr in Ihr Konto.",
        "no_verified_email": "Bestätigen Sie zuerst Ihre E-Mail-Adresse, sonst kommen Sie nicht mehr in Ihr Konto.",
        "connected_other": "Diese Anmeldung gehört schon zu einem anderen Konto.",
    }

    def is_open_for_signup(self, request, sociallogin):
        """Whom the operator's own provider lets in may have an account."""
        return True

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        logger.warning("login at the provider failed: %s", type(exception).__name__ if exception else error)

    def list_apps(self, request, provider=None, client_id=None):
        """The settings alone say which providers there are."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request, sociallogin):
        """What the provider says about an address proves nothing here: a verified address can open a municipality."""
        for address in sociallogin.email_addresses:
            address.verified = False

    def populate_user(self, request, sociallogin, data):
        told = {key: value for key, value in data.items() if isinstance(value, str)}
        user = super().populate_user(request, sociallogin, told)
        name = told.get("name") or f"{told.get('first_name', '')} {told.get('last_name', '')}"
        user.name = " ".join(clean_text(name).split())[:200]
        return user


class OwnDetailsValidator:
    """Refuses a password that is the address or the name, or a part of them, with little changed.

    Django's own compares only which letters there are: a sentence as long as the address has nearly the same.
    """

    ALIKE, COMPARED = 0.7, 200

    def validate(self, password, user=None):
        details = [user.email, user.name] if user else []
        parts = [part for detail in details for part in [detail, *re.split(r"\W+", detail)] if len(part) > 3]
        if any(self.is_alike(password[: self.COMPARED].lower(), part.lower()) for part in parts):
            raise ValidationError("Das Passwort ist Ihrer Adresse oder Ihrem Namen zu ähnlich.", code="too_similar")

    def is_alike(self, password, part):
        return SequenceMatcher(a=password, b=part, autojunk=False).ratio() >= self.ALIKE


def secret_box():
    """Encrypts what is kept of second factors; old keys (SECRET_KEY_FALLBACKS) still decrypt."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Der Code stimmt nicht oder ist abgelaufen.",
        "unverified_email": "Bestätigen Sie zuerst Ihre E-Mail-Adresse.",
    }

    def _get_site_name(self):
        return "Verstetigungs-Check"

    def encrypt(self, text):
        return secret_box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """After the key was changed nothing fits any more: a secret that nobody knows, never an empty one."""
        try:
            return secret_box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(os.urandom(20)).decode()

    def generate_authenticator_name(self, user, type):
        return describe_browser(context.request.headers.get("User-Agent", ""))


def keep_no_address(get_response):
    """allauth keeps a form that waits for the password, with all its headers: address and cookies are dropped."""

    def middleware(request):
        response = get_response(request)
        waiting = request.session.get(STATE_SESSION_KEY) if request.session.modified else None
        if waiting and "request" in waiting:
            sent = json.loads(waiting["request"])
            sent["META"] = {name: value for name, value in sent["META"].items() if name in KEPT_HEADERS}
            sent["META"]["REMOTE_ADDR"] = NO_ADDRESS
            request.session[STATE_SESSION_KEY] = {**waiting, "request": json.dumps(sent)}
        return response

    return middleware


def shorten_session(sender, instance, **kwargs):
    """Of a session that is listed no address is kept, and of the browser what a person would call it."""
    instance.ip = NO_ADDRESS
    instance.user_agent = describe_browser(instance.user_agent)


def drop_claims(sender, instance, **kwargs):
    """What the provider tells about a person is not kept: the account has its own name and address."""
    instance.extra_data = {}


def forget_session(sender, request, **kwargs):
    from allauth.usersessions.models import UserSession

    UserSession.objects.filter(session_key=request.session.session_key).delete()
