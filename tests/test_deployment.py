"""What deploys the application fits together and to the application; `make deploy-test` carries it out."""

import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.deploy import DEPLOY, ROOT
from tests.deploy.compose import final_stage, find_faults, load_compose, placeholders
from tests.deploy.dockerfile import is_ignored, read_stages
from tests.deploy.proxy import Upstream
from tests.deploy.units import ANALYZE, UNITS, complaints
from tests.deploy.variables import of_scripts, of_settings, written_in

SCRIPTS = ("backup", "install", "manage", "serve")
GUIDE = "docs/betrieb.md"


@pytest.fixture(scope="module")
def known():
    return of_settings() | of_scripts()


def test_every_variable_is_explained(known):
    """NAME_FILE is explained once for all."""
    words = " ".join((ROOT / path).read_text() for path in ("README.md", GUIDE))
    unexplained = {
        name
        for name in known
        if name not in words and not name.endswith("_FILE") and name.replace("OPERATOR_", "`_") not in words
    }

    assert unexplained == set()


def test_every_variable_that_is_written_about_exists(known):
    written = written_in(GUIDE, "deploy/environment.example")

    assert "BASE_URL" in written
    assert written - known == {"SERVER_NAME"}


def test_variables_of_units_exist(known):
    text = "".join((DEPLOY / name).read_text() for name in UNITS)
    pairs = " ".join(re.findall("^Environment=(.*)", text, re.M)).split()

    assert {pair.split("=")[0] for pair in pairs} - known == {
        "HOME",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUNBUFFERED",
        "XDG_CACHE_HOME",
    }


def test_compose_fits_together(known):
    assert find_faults(load_compose(), known) == []


@pytest.mark.parametrize(
    ("service", "key", "value", "fault"),
    [
        ("web", "read_only", False, "web: not so: is read-only"),
        ("database", "ports", ["5432:5432"], "database: not so: opens no port except as proxy"),
        ("backup", "volumes", ["backup:/backups"], "backup: unknown volume backup"),
        ("migrate", "environment", {"DATABASE": "x"}, "migrate: unknown variable DATABASE"),
        ("web", "depends_on", {"db": {}}, "web: unknown service db"),
        ("backup", "command", ["deploy/back-up"], "backup: deploy/back-up is missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fault_of_compose_is_found(known, service, key, value, fault):
    compose = load_compose()
    compose["services"][service][key] = value

    assert find_faults(compose, known) == [fault]


def test_only_the_proxy_reaches_out_and_in():
    services = load_compose()["services"]

    assert {name: service["networks"] for name, service in services.items()} == {
        "database": ["inside"],
        "migrate": ["inside"],
        "web": ["inside", "outgoing"],
        "proxy": ["outgoing"],
        "backup": ["inside"],
    }
    assert load_compose()["networks"]["inside"] == {"internal": True}


def test_image_runs_as_an_ordinary_user_and_tells_how_it_is():
    stage = final_stage()

    assert stage.last("USER").text == "10001:10001"
    assert (ROOT / stage.last("HEALTHCHECK").command[-1]).is_file()
    assert os.access(ROOT / stage.last("CMD").command[0], os.X_OK)
    assert stage.environment["PYTHONDONTWRITEBYTECODE"] == "1"


def test_image_is_built_from_what_is_there():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    first = read_stages((ROOT / "Dockerfile").read_text())[0]
    sources = {word for step in first.steps if step.name == "COPY" for word in step.words[:-1]} - {"."}

    assert [source for source in sources if not (ROOT / source).exists() or is_ignored(lines, source)] == []
    kept = [path.name for path in ROOT.iterdir() if not is_ignored(lines, path.name)]
    assert not {".git", ".venv", "environment", "node_modules", "secrets", "tests", "var"} & set(kept)
    assert is_ignored(lines, "assessments/views/__pycache__/start.pyc")


def test_placeholders_of_the_proxy_are_filled_in():
    compose = load_compose()["services"]["proxy"]["environment"]
    install = (DEPLOY / "install").read_text()

    assert placeholders() <= compose.keys()
    assert {name for name in placeholders() if rf"\${{{name}}}" not in install} == set()


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_can_be_started(name):
    assert os.access(DEPLOY / name, os.X_OK)
    subprocess.run(["sh", "-n", DEPLOY / name], check=True)


@pytest.mark.skipif(not ANALYZE, reason="systemd-analyze is missing")
def test_systemd_understands_the_units():
    assert complaints() == []


def test_both_services_are_hardened_alike():
    texts = [(DEPLOY / name).read_text() for name in UNITS[:2]]
    hardening = [text[text.index("CapabilityBoundingSet=") : text.index("SystemCallErrorNumber=")] for text in texts]

    assert hardening[0] == hardening[1]


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        good = (self.path, self.headers["Host"]) == ("/healthz", "check.example.org")
        self.send_response(200 if good else 400)
        self.end_headers()
        self.wfile.write(b"ok\n" if good else b"no\n")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def healthy():
    with HTTPServer(("127.0.0.1", 0), Healthy) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "host", "code"),
    [("/healthz", "check.example.org", 0), ("/readyz", "check.example.org", 1), ("/healthz", "other.example.org", 1)],
)
def test_health_by_port(healthy, path, host, code):
    assert check_health(path, WEB_PORT=str(healthy), BASE_URL=f"https://{host}:8443") == code


def test_health_by_socket(tmp_path):
    with Upstream(tmp_path / "web.sock").running() as upstream:
        check_health("/healthz", WEB_SOCKET=str(upstream.path), BASE_URL="https://check.example.org")

        assert [asked[:2] for asked in upstream.asked] == [("GET", "/healthz")]
        assert upstream.asked[0][2]["Host"] == "check.example.org"


def test_health_of_nobody(tmp_path):
    assert check_health("/healthz", WEB_SOCKET=str(tmp_path / "nobody.sock")) == 1


def check_health(path, **variables):
    command = [sys.executable, DEPLOY / "healthcheck.py", path]
    return subprocess.run(command, env=variables, capture_output=True, check=False).returncode
