"""A malformed variable stops the start and says what to set."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as active
from django.core.exceptions import ImproperlyConfigured

from verstetigung import environment


@pytest.mark.parametrize("value", ["", "0", "367", "-1", "x", "1.5", "٣", "9" * 5000])
def test_number_out_of_its_range(monkeypatch, value):
    monkeypatch.setenv("SESSION_DAYS", value)

    with pytest.raises(ImproperlyConfigured, match=r"SESSION_DAYS=.* is not a whole number from 1 to 366"):
        environment.number("SESSION_DAYS", 30, most=366)


@pytest.mark.parametrize("value", ["-1", "36501", "nie", ""])
def test_term_out_of_its_range(monkeypatch, value):
    monkeypatch.setenv("PURGE_ABANDONED_DAYS", value)

    with pytest.raises(ImproperlyConfigured, match=r"PURGE_ABANDONED_DAYS=.* is not a whole number from 0 to 36500"):
        environment.number("PURGE_ABANDONED_DAYS", 400, most=36_500, least=0)


THRESHOLDS = ("DISCLOSURE_MEAN", "DISCLOSURE_QUARTILES", "DISCLOSURE_SHARES")


@pytest.mark.parametrize("values", [(3, 3, 3), (5, 8, 10), (5, 5, 1000), (12, 15, 20)], ids=str)
def test_thresholds_of_releases(monkeypatch, values):
    for name, value in zip(THRESHOLDS, values, strict=True):
        monkeypatch.setenv(name, str(value))

    assert environment.disclosure() == list(values)


def test_thresholds_that_are_not_set(monkeypatch):
    for name in THRESHOLDS:
        monkeypatch.delenv(name, raising=False)

    assert environment.disclosure() == [5, 8, 10]


@pytest.mark.parametrize("name", THRESHOLDS)
@pytest.mark.parametrize("value", ["2", "0", "", "1001", "5.5", "-5", "٥"])
def test_threshold_out_of_its_range(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=rf"{name}=.* is not a whole number from 3 to 1000"):
        environment.disclosure()


@pytest.mark.parametrize("values", [(9, 8, 10), (5, 11, 10), (11, 11, 10)], ids=str)
def test_thresholds_that_fall(monkeypatch, values):
    for name, value in zip(THRESHOLDS, values, strict=True):
        monkeypatch.setenv(name, str(value))

    with pytest.raises(ImproperlyConfigured, match="none may be smaller than the one before it"):
        environment.disclosure()


@pytest.mark.parametrize(
    "value",
    [
        *("", "check.de", "http://check.de", "https://", "https://[::1", "https://a.de:x", "https://a.de:70000"),
        *(
            "https://u:p@a.de",
            "https://a.de?x=1",
            "https://a.de/x",
            "https://a b.de",
            "https://münchen.de",
            "ftp://a.de",
        ),
    ],
)
def test_address_that_cannot_be_meant(monkeypatch, value):
    monkeypatch.setenv("BASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match=r"BASE_URL=.*set the public address"):
        environment.base_url()


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://Check.Example.org/", "https://check.example.org"),
        ("https://check.example.org:8443", "https://check.example.org:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_address(monkeypatch, value, address):
    monkeypatch.setenv("BASE_URL", value)

    assert environment.base_url() == address


def test_secret_key_of_blanks(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", " " * 50)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        environment.secret_key(file=tmp_path / "secret-key", debug=False)


def test_domains_of_municipalities(monkeypatch):
    monkeypatch.setenv("MUNICIPALITY_DOMAINS", " Musterstadt.de=09162000  rathaus.muster-bach.de=09162001\n")

    assert environment.municipality_domains() == {"musterstadt.de": "09162000", "rathaus.muster-bach.de": "09162001"}


def test_no_domains_of_municipalities(monkeypatch):
    monkeypatch.setenv("MUNICIPALITY_DOMAINS", "")

    assert environment.municipality_domains() == {}


@pytest.mark.parametrize(
    "value",
    [
        *("musterstadt.de", "musterstadt.de=", "=09162000", "musterstadt.de=0916200", "musterstadt.de=091620001"),
        *("musterstadt=09162000", "@musterstadt.de=09162000", "*.de=09162000", "müsterstadt.de=09162000"),
        *("musterstadt.de=09162000,b.de=09162001", "musterstadt.de = 09162000", ".de=09162000", "a..de=09162000"),
        *("a.de=09162000 a.de=09162001", "a.de=٠٩١٦٢٠٠٠", "-a.de=09162000"),
    ],
)
def test_domain_that_is_none(monkeypatch, value):
    monkeypatch.setenv("MUNICIPALITY_DOMAINS", value)

    with pytest.raises(ImproperlyConfigured, match="MUNICIPALITY_DOMAINS is malformed"):
        environment.municipality_domains()


OIDC = {
    "OIDC_NAME": "Landkreis",
    "OIDC_ISSUER": "https://login.example.org/realms/kommune/",
    "OIDC_CLIENT_ID": "check",
    "OIDC_CLIENT_SECRET": "geheim",
}


def set_oidc(monkeypatch, **changes):
    for name, value in {**OIDC, **changes}.items():
        monkeypatch.setenv(name, value)


def test_provider_of_openid_connect(monkeypatch):
    assert environment.oidc() is None
    set_oidc(monkeypatch)

    found = environment.oidc()

    assert (found["origin"], found["issuer"]) == (
        "https://login.example.org",
        "https://login.example.org/realms/kommune",
    )
    assert environment.oidc_app(found)["settings"]["server_url"] == found["issuer"]


@pytest.mark.parametrize("missing", OIDC)
def test_half_of_a_provider(monkeypatch, missing):
    set_oidc(monkeypatch, **{missing: " "})

    with pytest.raises(ImproperlyConfigured, match=f"{missing} missing: set all four") as error:
        environment.oidc()
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    ("issuer", "fine"),
    [
        ("http://127.0.0.1:9000/realm", True),
        ("https://Login.example.org:8443", True),
        ("http://login.example.org", False),
        ("https://u:p@login.example.org", False),
        ("https://login.example.org/?x=1", False),
        ("https://login.example.org/#x", False),
        ("https://login.example.org/a b", False),
        ("https://login.example.org; script-src *", False),
        ("login.example.org", False),
    ],
)
def test_address_of_the_provider(monkeypatch, issuer, fine):
    set_oidc(monkeypatch, OIDC_ISSUER=issuer)

    if fine:
        assert environment.oidc()["issuer"] == issuer
    else:
        with pytest.raises(ImproperlyConfigured, match="OIDC_ISSUER is malformed"):
            environment.oidc()


@pytest.mark.parametrize(
    ("variables", "allowed"), [({}, ["'self'"]), (OIDC, ["'self'", "https://login.example.org"])], ids=["none", "set"]
)
def test_forms_may_lead_to_the_provider(variables, allowed):
    code = "from verstetigung import settings as s; print(*s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    process = {**os.environ, **variables}

    done = subprocess.run([sys.executable, "-c", code], cwd=active.BASE_DIR, env=process, capture_output=True)

    assert done.stdout.decode().split() == allowed


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"OIDC_NAME": "Landkreis"}, "Einstellungen: OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET missing"),
        ({"DEBUG": "maybe"}, "Einstellungen: DEBUG='maybe' is neither 1 nor 0."),
        ({"EMAIL_HOST": "mail.example.org"}, "Einstellungen: EMAIL_FROM is missing"),
    ],
)
def test_manage_says_it_in_one_line(variables, reason):
    command = [sys.executable, "manage.py", "check"]
    process = {**os.environ, **variables, "DJANGO_SETTINGS_MODULE": "verstetigung.settings"}

    done = subprocess.run(command, cwd=active.BASE_DIR, env=process, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr.startswith(reason)
    assert done.stderr.count("\n") == 1


def test_rate_limits(monkeypatch):
    monkeypatch.setenv("RATE_LIMITS", " pdf=30/10m  start=0 ")

    assert environment.rate_limits() == {
        "upload": "60/h/ip",
        "pdf": "30/10m/ip",
        "xlsx": "240/h/ip",
        "docx": "240/h/ip",
        "link": "60/h/ip",
        "mail": "60/h/ip",
    }


def test_no_rate_limits(monkeypatch):
    monkeypatch.setenv("RATE_LIMITS", "0")

    assert environment.rate_limits() == {}


@pytest.mark.parametrize(
    "value",
    [
        *("1", "0 0", "start", "start=", "start=60", "start=60/h/ip", "start=60/y", "start=-1/h", "start=99999/h"),
        *("start=60/h start=70/h", "start=60/0h", "start=٣/h", "start=60/h,pdf=1/h", "START=60/h", "start=60/999h"),
        "x=60/h",
    ],
)
def test_rate_limit_that_is_none(monkeypatch, value):
    monkeypatch.setenv("RATE_LIMITS", value)

    with pytest.raises(ImproperlyConfigured, match="RATE_LIMITS"):
        environment.rate_limits()
