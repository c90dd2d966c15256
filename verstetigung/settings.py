"""One settings file. A missing or malformed variable stops the start and says what to set (see README)."""

import os
import tomllib
from pathlib import Path

from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured

from assessments.logs import log_settings
from verstetigung.environment import (
    ADDRESS,
    base_url,
    database,
    disclosure,
    flag,
    log_format,
    metrics_token,
    municipality_domains,
    number,
    oidc,
    oidc_app,
    rate_limits,
    secret,
    secret_key,
    target_database,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

DEBUG = flag("DEBUG")
SECRET_KEY = secret_key(file=BASE_DIR / "var" / "secret-key", debug=DEBUG)
BASE_URL = base_url()
HTTPS = BASE_URL.startswith("https:")
ALLOWED_HOSTS = [ADDRESS.fullmatch(BASE_URL)["host"], *os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split()]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_htmx",
    "assessments",
    "recommendations",
]
MIDDLEWARE = [
    "assessments.request_log.log_requests",
    "assessments.middleware.protect_answers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "assessments.middleware.private_pages",
    "assessments.middleware.refuse_large_body",
    "assessments.middleware.refuse_damaged_body",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "assessments.accounts.keep_no_address",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "assessments.middleware.explain_refusals",
]
ROOT_URLCONF = "verstetigung.urls"
WSGI_APPLICATION = "verstetigung.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "assessments.context.site",
            ],
        },
    }
]
CRISPY_TEMPLATE_PACK = "kern"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["kern"]

DATABASES = {"default": database(folder=BASE_DIR / "var")}
TARGET_DATABASE = target_database()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "assessments.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "assessments.accounts.OwnDetailsValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "start"

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

ASSETS_DIR = BASE_DIR / "var" / "assets"
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_DIR]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Rate limits are counted in the database, for all processes together; reports are kept in the memory of each.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "assessments_counter",
        "KEY_FUNCTION": "assessments.limits.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "reports": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "reports"},
}

# The largest request body; an upload above it is refused before it is read.
MAX_BODY_BYTES = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

SESSION_ENGINE = "assessments.sessions"
SESSION_COOKIE_AGE = number("SESSION_DAYS", 30, most=366) * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_TAGS = {message_levels.ERROR: "danger"}
CSRF_FAILURE_VIEW = "assessments.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
# Asked from the machine itself, past the proxy.
SECURE_REDIRECT_EXEMPT = ["^(healthz|readyz|metrics)$"]
BEHIND_PROXY = flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# "no-referrer" everywhere would make browsers send "Origin: null" with forms, which CSRF protection must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
OIDC = oidc()
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Browsers check where a form leads after every redirect: logging in elsewhere begins with a form of ours.
        "form-action": [SELF, *([OIDC["origin"]] if OIDC else [])],
        "frame-ancestors": [NONE],
    }
}

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 25, most=65_535)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "").strip()
if EMAIL_HOST and "@" not in DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("EMAIL_FROM is missing: EMAIL_HOST is set, so set the address that e-mail comes from.")

# Accounts. Without outgoing mail no address can be verified and nobody can sign up without an invitation.
ACCOUNT_ADAPTER = "assessments.accounts.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_HOST)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST else "none"
ACCOUNT_FORMS = {
    name: f"assessments.account_forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "ChangeEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
# Failed logins are counted for each address and browser's network together, so that nobody can lock another person
# out; from everywhere together a person has a hundred an hour.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_anywhere": "100/h/key",
    "reset_password": "60/h/ip,5/h/key",
    "signup": "60/h/ip",
}
# What needs no account, by address; see limits.py.
RATE_LIMITS = rate_limits()
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_DISPLAY = "assessments.accounts.shown_name"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
MFA_ADAPTER = "assessments.accounts.MFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_HOST
MFA_FORMS = {
    name: f"assessments.account_forms.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm",
        "reauthenticate": "ReauthenticateByCodeForm",
        "activate_totp": "ActivateTOTPForm",
        "add_webauthn": "AddKeyForm",
        "edit_webauthn": "RenameKeyForm",
    }.items()
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Verstetigungs-Check"
SOCIALACCOUNT_ADAPTER = "assessments.accounts.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {
    "signup": "assessments.account_forms.ProviderSignupForm",
    "disconnect": "assessments.account_forms.DisconnectForm",
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [oidc_app(OIDC)]}} if OIDC else {}

MUNICIPALITY_DOMAINS = municipality_domains()

# For "manage.py purge"; 0: never.
PURGE_ABANDONED_DAYS = number("PURGE_ABANDONED_DAYS", 400, most=36_500, least=0)

DISCLOSURE_MEAN, DISCLOSURE_QUARTILES, DISCLOSURE_SHARES = disclosure()

# Shown in imprint, privacy and accessibility statement; an unset one is named on the page.
OPERATOR = {
    name: os.environ.get(f"OPERATOR_{name.upper()}", "")
    for name in (
        "name",
        "street",
        "city",
        "phone",
        "email",
        "represented_by",
        "supervisory_authority",
        "data_protection_officer",
        "enforcement_body",
    )
}

# For /metrics; empty: there is no such page.
METRICS_TOKEN = metrics_token()

LOGGING = log_settings(log_format())
