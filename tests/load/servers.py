"""Database, application and proxy as in production, in a folder of their own on loopback."""

import datetime
import fcntl
import ipaddress
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from string import Template
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import postgresql
from tests.load.processes import Process, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = """daemon off;
user {user};
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 2048; }}
http {{
    default_type text/html;
    types {{ text/html html; text/css css; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/site.conf;
}}
"""


def collect_static(application):
    """Pages need the collected files of production; where nothing is newer, those of last time do."""
    with (ROOT / "var" / "collectstatic.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        manifest = ROOT / "staticfiles" / "staticfiles.json"
        sources = [*(ROOT / "static").rglob("*"), *(ROOT / "var" / "assets").rglob("*"), ROOT / "requirements.txt"]
        newest = max(path.stat().st_mtime for path in sources)
        if not manifest.exists() or manifest.stat().st_mtime < newest:
            application.manage("collectstatic", "--noinput", "--verbosity", "0")


class SqliteDatabase:
    """A file. It has no process that could be killed: who is killed is the application."""

    def __init__(self, folder):
        self.url = f"sqlite:///{folder}/check.sqlite3"

    def start(self):
        pass

    def stop(self):
        pass


class PostgresqlDatabase:
    """With the settings that it comes with: every commit is on the disk before it is confirmed."""

    def __init__(self, folder):
        self.prefix, owner = postgresql.find_runner()
        self.folder = folder / "postgresql"
        self.folder.mkdir()
        os.chown(self.folder, owner, -1)
        binaries = postgresql.find_binaries(postgresql.wheel_folder(), Path("/usr/lib/postgresql"))
        self.binaries = postgresql.reachable(binaries, self.folder, self.prefix)
        postgresql.make_cluster(self.binaries, self.folder, self.prefix, dict(os.environ))
        self.url = f"postgres://postgres@{quote(str(self.folder), safe='')}/postgres"
        self.process = None

    def start(self):
        command = [*self.prefix, self.binaries / "postgres", "-D", self.folder / "data", "-k", self.folder]
        options = ["--listen_addresses=", "--dynamic_shared_memory_type=mmap"]
        self.process = Process([*command, *options], self.folder.parent / "postgresql.log", cwd=self.folder)
        postgresql.wait_until_ready(self.binaries, self.folder)

    def kill(self):
        self.process.kill()

    def stop(self):
        if self.process:
            self.process.stop(signal.SIGINT)


class Application:
    """granian as deploy/serve starts it: at a socket where a proxy is before it, else at the port of `site`."""

    def __init__(self, folder, database_url, site):
        self.log, self.process = folder / "application.log", None
        self.socket = folder / "web.sock" if site.is_proxy else None
        self.port = site.port
        listening = {"WEB_SOCKET": str(self.socket)} if self.socket else {"WEB_PORT": str(site.port)}
        self.environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "DATABASE_URL": database_url,
            "BASE_URL": site.url,
            "BEHIND_PROXY": "1" if self.socket else "0",
            **listening,
        }

    def manage(self, *arguments):
        """What the command prints."""
        command = [sys.executable, ROOT / "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def start(self):
        self.process = Process([ROOT / "deploy" / "serve"], self.log, cwd=ROOT, env=self.environment)
        self.process.wait_until(self.listens)

    def listens(self):
        """Whether a connection is taken: an answer would have to wait behind all teams."""
        with socket.socket(socket.AF_UNIX if self.socket else socket.AF_INET) as probe:
            probe.settimeout(5)
            return probe.connect_ex(str(self.socket) if self.socket else ("127.0.0.1", self.port)) == 0

    def kill_worker(self):
        self.process.family()[1].kill()

    def kill(self):
        self.process.kill()

    def stop(self):
        if self.process:
            self.process.stop()


class Proxy:
    """nginx with the site as deploy/nginx.conf has it."""

    def __init__(self, folder, port):
        self.folder, self.port, self.process = folder, port, None
        self.certificate, key = make_certificate(folder)
        values = {
            "SERVER_NAME": "127.0.0.1",
            "UPSTREAM": f"unix:{folder}/web.sock",
            "CERTIFICATE": self.certificate,
            "CERTIFICATE_KEY": key,
            "PAGES": ROOT / "deploy" / "pages",
            "HTTP_LISTEN": f"127.0.0.1:{free_port()}",
            "HTTPS_LISTEN": f"127.0.0.1:{port}",
            "REQUESTS": "1000",
            "ACCESS_LOG": folder / "access.log",
        }
        site = Template((ROOT / "deploy" / "nginx.conf").read_text()).safe_substitute(values)
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=pwd.getpwuid(os.geteuid()).pw_name))

    def start(self):
        command = [find_nginx(), "-c", self.folder / "nginx.conf", "-p", self.folder]
        subprocess.run([*command, "-t", "-q"], check=True)
        self.process = Process(command, self.folder / "nginx.log")
        self.process.wait_until(self.listens)

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        if self.process:
            self.process.stop(signal.SIGQUIT)


def find_nginx():
    """None where there is none; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def make_certificate(folder):
    """Files of a certificate for 127.0.0.1 that signs itself, and of its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
    signed = made.add_extension(address, critical=False).sign(key, hashes.SHA256())
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return certificate, private
