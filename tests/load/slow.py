"""Senders whose forms trickle in byte by byte, as from a bad connection or on purpose: they must hold up nobody."""

import contextlib
from threading import Event, Thread

SENDERS, LENGTH, SECONDS_A_BYTE = 20, 100_000, 0.5


class SlowSenders:
    """While the block runs."""

    def __init__(self, site):
        self.site, self.ended, self.connections = site, Event(), []
        self.thread = Thread(target=self.trickle, daemon=True)

    def __enter__(self):
        for number in range(SENDERS):
            connection = self.site.connect(f"127.0.9.{1 + number}")
            connection.putrequest("POST", "/kommune/")
            connection.putheader("Content-Type", "application/x-www-form-urlencoded")
            connection.putheader("Content-Length", str(LENGTH))
            connection.endheaders()
            self.connections.append(connection)
        self.thread.start()

    def trickle(self):
        while not self.ended.wait(SECONDS_A_BYTE):
            for connection in self.connections:
                with contextlib.suppress(OSError):
                    connection.send(b"x")

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()
        for connection in self.connections:
            connection.close()
