"""The production server on loopback, its CPU time, and an HTTP client for it."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.browser import HOST, Answer

APPLICATION = "verstetigung.wsgi:application"
SECONDS_TO_START = 60
SECONDS_KEPT = 2


class Server:
    def __init__(self, process, port):
        self.process, self.port = process, port

    def cpu_seconds(self):
        """Of the server and its workers, all threads that live."""
        processes = [self.process.pid, *children(self.process.pid)]
        return sum(nanoseconds(number) for number in processes) / 1e9


def children(number):
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def nanoseconds(number):
    return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{number}/task").glob("*/schedstat"))


@contextmanager
def serving(application, *, workers=1, threads=1):
    port = free_port()
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--log-level", "error"]
    options += ["--workers", str(workers), "--blocking-threads", str(threads)]
    granian = str(Path(sys.executable).with_name("granian"))
    process = subprocess.Popen([granian, *options, application], env=os.environ, stderr=subprocess.DEVNULL)
    try:
        wait_for(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def free_port():
    with socket.socket() as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


def wait_for(process, port):
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def over_http(port):
    """Sends what a Browser asks for, over one connection that is kept, unless the server may have closed it by now."""
    connection, used = HTTPConnection(HOST, port, timeout=60), [time.monotonic()]

    def send(asked):
        if time.monotonic() - used[0] > SECONDS_KEPT:
            connection.close()
        used[0] = time.monotonic()
        connection.request(asked.method, asked.address, asked.body, asked.headers)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())

    return send
