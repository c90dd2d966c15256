"""Reads what settings.py takes from the environment. Malformed or missing: ImproperlyConfigured says what to set."""

import os
import re
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:(?P<port>[1-9][0-9]{0,4}))?"
)
DOMAIN_PAIR = re.compile(r"(?P<domain>([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])=(?P<ags>[0-9]{8})")
ISSUER = re.compile(r"(?P<origin>https?://[^/?#@\s]+)(/[A-Za-z0-9._~/-]*)?", re.ASCII | re.IGNORECASE)
RATE = re.compile("(?P<action>[a-z]+)=(?P<rate>0|[1-9][0-9]{0,3}/([1-9][0-9]?)?[smhd])")
RATE_LIMITS = {
    "start": "60/h",
    "upload": "60/h",
    "pdf": "120/h",
    "xlsx": "240/h",
    "docx": "240/h",
    "link": "60/h",
    "mail": "60/h",
}
TOKEN = re.compile("[A-Za-z0-9._~+/=-]{16,}")
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
# How PostgreSQL is connected to where DATABASE_URL says nothing else. Who does not answer is given up: a connection
# after 10 seconds, a host that vanished in the middle after 20 (milliseconds here) or three probes.
POSTGRESQL_OPTIONS = {
    "application_name": "verstetigungs-check",
    "connect_timeout": 10,
    "tcp_user_timeout": 20_000,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name, default="0"):
    value = os.environ.get(name, default).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither 1 nor 0.")
    return value in TRUE


def secret(name):
    """The variable, or what is in the file that NAME_FILE names: so containers and systemd hand secrets over."""
    value, path = os.environ.get(name, "").strip(), os.environ.get(f"{name}_FILE", "").strip()
    if not path:
        return value
    if value:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: set one of them.")
    try:
        value = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read.") from None
    if not value:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} is empty.")
    return value


def number(name, default, most, least=1):
    value = os.environ.get(name, str(default)).strip()
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name}={value[:40]!r} is not a whole number from {least} to {most}.")
    return int(value)


def disclosure():
    """From how many municipalities on a release says a mean, quartiles, shares (disclosure.md, "A release")."""
    defaults = {"MEAN": 5, "QUARTILES": 8, "SHARES": 10}
    found = [number(f"DISCLOSURE_{name}", default, most=1000, least=3) for name, default in defaults.items()]
    if found != sorted(found):
        raise ImproperlyConfigured(
            "DISCLOSURE_MEAN, DISCLOSURE_QUARTILES and DISCLOSURE_SHARES: none may be smaller than the one before it."
        )
    return found


def base_url():
    """The public address. Plain http only on the machine itself: cookies are sent over https alone everywhere else."""
    value = os.environ.get("BASE_URL", "http://127.0.0.1:8000").strip().lower().rstrip("/")
    found = ADDRESS.fullmatch(value)
    local = found and found["host"] in LOOPBACK
    if not found or int(found["port"] or 443) > 65_535 or not (found["scheme"] == "https" or local):
        raise ImproperlyConfigured(f"BASE_URL={value!r}: set the public address, e.g. https://check.example.org.")
    return value


def secret_key(*, file, debug):
    """From the environment, else from the file that "make run" and "make test" write; never a default."""
    value = secret("SECRET_KEY") or (file.read_text().strip() if file.is_file() else "")
    if not value and debug:
        return "only-for-debugging"
    if len(value) < 32:
        raise ImproperlyConfigured("SECRET_KEY is missing or shorter than 32 characters: set a random text.")
    return value


def database(*, folder):
    """DATABASE_PASSWORD is for whoever keeps the password out of the address."""
    url = secret("DATABASE_URL") or f"sqlite:///{folder / 'verstetigung.sqlite3'}"
    config = read_database("DATABASE_URL", url)
    config["PASSWORD"] = config["PASSWORD"] or secret("DATABASE_PASSWORD")
    return config


def target_database():
    """Where "manage.py copy_database" copies to; None where no variable says it."""
    url = secret("TARGET_DATABASE_URL")
    return read_database("TARGET_DATABASE_URL", url) if url else None


def read_database(name, url):
    try:
        config = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except Exception:
        config = {"ENGINE": "", "NAME": ""}
    if not config["ENGINE"].endswith((".sqlite3", ".postgresql")) or config["NAME"] in {"", ":memory:"}:
        # Without the cause, whose text may hold the password.
        raise ImproperlyConfigured(f"{name} is malformed: use sqlite:///PATH or postgres://…") from None
    if config["ENGINE"].endswith("sqlite3"):
        if not Path(config["NAME"]).parent.is_dir():
            raise ImproperlyConfigured(f"{name}: the folder of {config['NAME']} is missing.")
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    else:
        config["OPTIONS"] = {**POSTGRESQL_OPTIONS, **config.get("OPTIONS", {})}
    return config


def oidc():
    """The OpenID Connect provider, or None. Plain http only where the provider runs on the machine itself."""
    names = ("OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    values = {name: secret(name) for name in names}
    missing = [name for name, value in values.items() if not value]
    if len(missing) == len(names):
        return None
    if missing:
        raise ImproperlyConfigured(f"{', '.join(missing)} missing: set all four variables of OpenID Connect or none.")
    found = ISSUER.fullmatch(values["OIDC_ISSUER"].rstrip("/"))
    address = ADDRESS.fullmatch(found["origin"].lower()) if found else None
    if not address or not (address["scheme"] == "https" or address["host"] in LOOPBACK):
        raise ImproperlyConfigured("OIDC_ISSUER is malformed: set the provider's https address, without ? and #.")
    return {"origin": address[0], "issuer": found[0], **{name: values[name] for name in names}}


def oidc_app(found):
    return {
        "provider_id": "oidc",
        "name": found["OIDC_NAME"],
        "client_id": found["OIDC_CLIENT_ID"],
        "secret": found["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": found["issuer"], "oauth_pkce_enabled": True},
    }


def municipality_domains():
    """Whose verified address has this domain may become the first Leitung of the municipality with this AGS."""
    pairs = os.environ.get("MUNICIPALITY_DOMAINS", "").lower().split()
    found = [DOMAIN_PAIR.fullmatch(pair) for pair in pairs]
    domains = {pair["domain"]: pair["ags"] for pair in found if pair}
    if len(domains) < len(pairs):
        raise ImproperlyConfigured("MUNICIPALITY_DOMAINS is malformed: use musterstadt.de=09162000, each domain once.")
    return domains


def rate_limits():
    """{action: rate by address} as allauth reads it. "0" alone: none; "pdf=0": not this one."""
    value = os.environ.get("RATE_LIMITS", "").strip()
    if value == "0":
        return {}
    found = [RATE.fullmatch(part) for part in value.split()]
    wanted = {part["action"]: part["rate"] for part in found if part}
    if len(wanted) < len(found) or not wanted.keys() <= RATE_LIMITS.keys():
        names = ", ".join(RATE_LIMITS)
        raise ImproperlyConfigured(f"RATE_LIMITS is malformed: use start=60/h pdf=120/10m …, each once ({names}).")
    return {action: f"{rate}/ip" for action, rate in {**RATE_LIMITS, **wanted}.items() if rate != "0"}


def log_format():
    value = os.environ.get("LOG_FORMAT", "line").strip().lower()
    if value not in {"line", "json"}:
        raise ImproperlyConfigured(f"LOG_FORMAT={value[:40]!r} is neither line nor json.")
    return value


def metrics_token():
    """Whoever knows it may read /metrics; empty: nobody."""
    value = secret("METRICS_TOKEN")
    if value and not TOKEN.fullmatch(value):
        raise ImproperlyConfigured("METRICS_TOKEN is malformed: set 16 or more letters, digits or -._~+/=, or nothing.")
    return value
