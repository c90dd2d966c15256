"""The reverse proxy: what it hands on, what it keeps to itself, what it says where the application is away."""

import re
import socket
import ssl
from contextlib import closing
from pathlib import Path

import pytest

from tests.deploy.proxy import NGINX, OPENSSL, Proxy, Upstream

pytestmark = pytest.mark.skipif(not NGINX or not OPENSSL, reason="nginx or openssl is missing: apt-get install nginx")

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+\d\d:\d\d (?P<id>[0-9a-f]{32}) (GET|POST|-) (?P<status>\d{3}) \d+ [\d.]+ [\d.-]+"
)
FLOOD = 460


@pytest.fixture(scope="module")
def upstream(tmp_path_factory):
    with Upstream(tmp_path_factory.mktemp("upstream") / "web.sock").running() as server:
        yield server


@pytest.fixture(scope="module")
def proxy(tmp_path_factory, upstream):
    with Proxy(tmp_path_factory.mktemp("proxy"), f"unix:{upstream.path}").running() as server:
        yield server


@pytest.fixture
def lonely(tmp_path):
    """A proxy whose application is away."""
    with Proxy(tmp_path, f"unix:{tmp_path}/nobody.sock", requests=1).running() as server:
        yield server


def test_configuration_is_accepted(tmp_path):
    assert Proxy(tmp_path, "127.0.0.1:8000").check() == ""


def test_http_is_sent_to_https(proxy):
    with socket.create_connection(("127.0.0.1", proxy.http)) as connection:
        connection.sendall(b"GET /z/ab?c=d HTTP/1.1\r\nHost: anderswo.example\r\nConnection: close\r\n\r\n")
        answer = connection.makefile("rb").read().decode()

    assert answer.startswith("HTTP/1.1 301 ")
    assert "\r\nLocation: https://127.0.0.1/z/ab?c=d\r\n" in answer


def test_what_a_browser_claims_about_itself_counts_for_nothing(proxy, upstream):
    before = len(proxy.log_lines())
    claimed = {"X-Forwarded-For": "192.0.2.6", "X-Forwarded-Proto": "http", "X-Request-ID": "selbst-gewählt"}

    proxy.ask("/wer", headers={name: text.encode().decode("latin-1") for name, text in claimed.items()})

    _, _, headers, _ = upstream.asked[-1]
    assert (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert headers["X-Request-ID"] == LINE.fullmatch(proxy.log_lines(before, 1)[0])["id"]
    assert headers["Host"] == f"127.0.0.1:{proxy.https}"


def test_logs_hold_neither_address_nor_path_nor_browser(proxy):
    secret = "GeheimerLink"
    before = len(proxy.log_lines())

    status, _, _ = proxy.ask(f"/z/{secret}/?x={secret}", headers={"Referer": f"/{secret}", "User-Agent": secret})
    proxy.ask(f"/{secret}" * 2000)

    lines = proxy.log_lines(before, 2)
    assert status == 200
    assert [LINE.fullmatch(line)["status"] for line in lines] == ["200", "414"]
    written = "".join(path.read_text() for path in Path(proxy.folder).glob("*.log"))
    assert "414" in written
    assert secret not in written
    assert "127.0.0.1" not in written


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_the_operator_cannot_be_reached(proxy, upstream, path):
    before = len(upstream.asked)

    assert proxy.ask(path)[0] == 404
    assert proxy.ask("/healthz")[0] == 200
    assert [asked[1] for asked in upstream.asked[before:]] == ["/healthz"]


def test_error_of_the_application_passes(proxy):
    assert proxy.ask("/kanne")[::2] == (418, "Ja.\n")


@pytest.mark.parametrize(("size", "status"), [(999_999, 200), (1_500_000, 200), (2_500_000, 413)])
def test_body_up_to_two_megabytes_is_handed_on(proxy, upstream, size, status):
    """Above one the application answers with its own page."""
    found, _, text = proxy.ask("/", "POST", b"x" * size)

    assert found == status
    assert ("<h1>Das war zu groß</h1>" in text) == (status == 413)
    assert len(upstream.asked[-1][3]) == size or status == 413


def test_slow_sender_holds_no_process(proxy, upstream):
    before = len(upstream.asked)
    with closing(proxy.connect()) as slow:
        slow.putrequest("POST", "/langsam")
        slow.putheader("Content-Length", "10")
        slow.endheaders(b"12345")

        assert proxy.ask("/schnell")[0] == 200
        assert [asked[1] for asked in upstream.asked[before:]] == ["/schnell"]

        slow.send(b"67890")
        with slow.getresponse() as response:
            assert response.status == 200
    assert upstream.asked[-1][1::2] == ("/langsam", b"1234567890")


def test_application_is_away(lonely):
    status, headers, text = lonely.ask("/check/1/", "POST", b"value=3")

    assert status == 503
    assert "<h1>Gleich wieder da</h1>" in text
    assert headers["Retry-After"] == "30"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert lonely.ask("/stoerung/stoerung.css")[1]["Content-Type"] == "text/css"


def test_flood_from_one_address_is_refused_on_a_page(lonely):
    answers = []
    with closing(lonely.connect()) as connection:
        for _ in range(FLOOD):
            connection.request("GET", "/")
            with connection.getresponse() as response:
                answers.append((response.status, response.read().decode()))

    statuses = [status for status, _ in answers]
    assert statuses[:400] == [503] * 400
    assert "<h1>Zu viele Anfragen</h1>" in next(text for status, text in answers if status == 429)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=lambda version: version.name)
def test_version_of_tls_is_accepted(proxy, version):
    assert handshake(proxy, version) == version.name.replace("_", ".")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
def test_old_version_of_tls_is_refused(proxy):
    with pytest.raises(ssl.SSLError):
        handshake(proxy, ssl.TLSVersion.TLSv1_1)


def handshake(proxy, version):
    context = ssl.create_default_context(cafile=str(proxy.folder / "certificate.pem"))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with (
        socket.create_connection(("127.0.0.1", proxy.https)) as plain,
        context.wrap_socket(plain, server_hostname="127.0.0.1") as connection,
    ):
        return connection.version()
