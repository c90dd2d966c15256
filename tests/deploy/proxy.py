"""nginx with the site of deploy/nginx.conf, as an ordinary process on two free ports, with a throw-away certificate."""

import http.client
import os
import shutil
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler
from string import Template

from tests.deploy import DEPLOY

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
OPENSSL = shutil.which("openssl")
SUBJECT = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
MAIN = """
user {user};
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class Proxy:
    """`upstream`: as nginx writes it; `requests`: a second for one address."""

    def __init__(self, folder, upstream, *, requests=1000):
        self.folder = folder
        self.http, self.https = free_port(), free_port()
        make_certificate(folder)
        values = {
            "SERVER_NAME": "127.0.0.1",
            "UPSTREAM": upstream,
            "CERTIFICATE": folder / "certificate.pem",
            "CERTIFICATE_KEY": folder / "key.pem",
            "PAGES": DEPLOY / "pages",
            "HTTP_LISTEN": f"127.0.0.1:{self.http}",
            "HTTPS_LISTEN": f"127.0.0.1:{self.https}",
            "REQUESTS": requests,
            "ACCESS_LOG": folder / "access.log",
        }
        # nginx's own variables stay, as envsubst leaves them.
        (folder / "site.conf").write_text(Template((DEPLOY / "nginx.conf").read_text()).safe_substitute(values))
        user = "root" if os.getuid() == 0 else "nobody"
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
        self.command = [NGINX, "-q", "-p", folder, "-e", folder / "main.log", "-c", folder / "nginx.conf"]

    def check(self):
        """Its words about the configuration; empty where it is right."""
        done = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if '"user" directive' not in line]
        return f"{done.returncode}: {said}" if said or done.returncode else ""

    @contextmanager
    def running(self):
        with subprocess.Popen(self.command, stderr=subprocess.DEVNULL) as server:
            try:
                self.wait()
                yield self
            finally:
                server.terminate()

    def wait(self):
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.https)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "main.log").read_text())

    def connect(self):
        context = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        return http.client.HTTPSConnection("127.0.0.1", self.https, context=context, timeout=120)

    def ask(self, path, method="GET", body=None, headers=None):
        """Returns (status, headers, text)."""
        with closing(self.connect()) as connection:
            connection.request(method, path, body=body, headers=headers or {})
            with connection.getresponse() as response:
                return response.status, response.headers, response.read().decode(errors="replace")

    def log_lines(self, after=0, count=0):
        """What was logged after so many lines; a line is written only when its answer has been sent."""
        for _ in range(200):
            lines = (self.folder / "access.log").read_text().splitlines()[after:]
            if len(lines) >= count:
                break
            time.sleep(0.05)
        return lines


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    files = ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    subprocess.run([OPENSSL, "req", "-x509", *curve, *files, *SUBJECT], check=True, capture_output=True)


class Upstream(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """In the application's place: notes what it was asked."""

    daemon_threads = True

    def __init__(self, path):
        super().__init__(str(path), Noting)
        path.chmod(0o666)
        self.path, self.asked = path, []

    @contextmanager
    def running(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()


class Noting(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.command, self.path, dict(self.headers.items()), body))
        self.send_response(418 if self.path == "/kanne" else 200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"Ja.\n")

    do_POST = do_GET

    def address_string(self):
        return ""

    def log_message(self, *arguments):
        pass
