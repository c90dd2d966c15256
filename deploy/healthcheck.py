#!/usr/bin/env python3
"""Asks where deploy/serve listens; exit code 1 where the answer is not "ok": healthcheck.py [/healthz or /readyz]"""

import http.client
import os
import socket
import sys
from urllib.parse import urlsplit


class SocketConnection(http.client.HTTPConnection):
    """`host` is the path of a Unix socket."""

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


def is_well(path):
    if address := os.environ.get("WEB_SOCKET"):
        connection = SocketConnection(address, timeout=10)
    else:
        host = os.environ.get("WEB_HOST", "127.0.0.1")
        port = int(os.environ.get("WEB_PORT", "8000"))
        connection = http.client.HTTPConnection(host, port, timeout=10)
    # The application answers to its public name only.
    name = urlsplit(os.environ.get("BASE_URL", "http://127.0.0.1")).hostname
    connection.request("GET", path, headers={"Host": name})
    return connection.getresponse().read() == b"ok\n"


if __name__ == "__main__":
    try:
        well = is_well(sys.argv[1] if sys.argv[1:] else "/healthz")
    except (OSError, http.client.HTTPException) as error:
        sys.exit(f"{error}")
    sys.exit(0 if well else 1)
