"""One settings file. A missing or malformed variable stops the start and says what to set (see README)."""

import os
import re
import tomllib
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:(?P<port>[1-9][0-9]{0,4}))?"
)
TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name, default="0"):
    value = os.environ.get(name, default).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither 1 nor 0.")
    return value in TRUE


def number(name, default, most):
    value = os.environ.get(name, str(default)).strip()
    if not re.fullmatch("[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value[:40]!r} is not a whole number from 1 to {most}.")
    return int(value)


def base_url():
    """The public address. Plain http only on the machine itself: cookies are sent over https alone everywhere else."""
    value = os.environ.get("BASE_URL", "http://127.0.0.1:8000").strip().lower().rstrip("/")
    found = ADDRESS.fullmatch(value)
    local = found and found["host"] in {"127.0.0.1", "localhost", "[::1]"}
    if not found or int(found["port"] or 443) > 65_535 or not (found["scheme"] == "https" or local):
        raise ImproperlyConfigured(f"BASE_URL={value!r}: set the public address, e.g. https://check.example.org.")
    return value


def secret_key():
    """From the environment, else from the file that "make run" and "make test" write; never a default."""
    file = BASE_DIR / "var" / "secret-key"
    value = os.environ.get("SECRET_KEY", "").strip() or (file.read_text().strip() if file.is_file() else "")
    if not value and DEBUG:
        return "only-for-debugging"
    if len(value) < 32:
        raise ImproperlyConfigured("SECRET_KEY is missing or shorter than 32 characters: set a random text.")
    return value


def database():
    url = os.environ.get("DATABASE_URL", "") or f"sqlite:///{BASE_DIR / 'var' / 'verstetigung.sqlite3'}"
    try:
        config = dj_database_url.parse(url, conn_max_age=600)
    except Exception:
        config = {"ENGINE": "", "NAME": ""}
    if not config["ENGINE"].endswith((".sqlite3", ".postgresql")) or config["NAME"] in {"", ":memory:"}:
        # Without the cause, whose text may hold the password.
        raise ImproperlyConfigured("DATABASE_URL is malformed: use sqlite:///PATH or postgres://…") from None
    if config["ENGINE"].endswith("sqlite3"):
        if not Path(config["NAME"]).parent.is_dir():
            raise ImproperlyConfigured(f"DATABASE_URL: the folder of {config['NAME']} is missing.")
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    return config


DEBUG = flag("DEBUG")
SECRET_KEY = secret_key()
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
    "crispy_forms",
    "csp",
    "django_htmx",
    "assessments",
    "recommendations",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
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

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "assessments.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

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

# The largest request body; an upload above it is refused before it is read.
MAX_BODY_BYTES = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_BODY_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

SESSION_ENGINE = "assessments.sessions"
SESSION_COOKIE_AGE = number("SESSION_DAYS", 30, most=366) * 24 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "assessments.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# "no-referrer" everywhere would make browsers send "Origin: null" with forms, which CSRF protection must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 25, most=65_535)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "").strip()
if EMAIL_HOST and "@" not in DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("EMAIL_FROM is missing: EMAIL_HOST is set, so set the address that e-mail comes from.")

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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "assessments.logs.RedactSecrets"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["redact"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "fontTools": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
