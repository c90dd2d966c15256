"""CPU time in turns with hello: whatever else the machine does then falls on both."""

import time
from dataclasses import dataclass

from tests.bench.browser import Browser
from tests.bench.server import over_http

HELLOS = 100
WARM_UP = 5


@dataclass
class Clock:
    """`page`, `hello`: the two servers."""

    page: object
    hello: object
    best_hello: float = float("inf")

    def __post_init__(self):
        greeter = Browser(over_http(self.hello.port))
        self.greet = lambda: greeter.get("/")
        # The first ones are slower: a server warms up.
        for _ in range(WARM_UP):
            self.time_hello()

    def time_hello(self):
        self.best_hello = min(self.best_hello, spend(self.hello, [self.greet] * HELLOS))

    def best_of(self, calls, rounds=4):
        """The CPU seconds of one of the calls in the best round. `calls`: for each round new ones."""
        best = float("inf")
        for _ in range(rounds):
            best = min(best, spend(self.page, calls()))
            self.time_hello()
        return best


def spend(server, calls):
    """CPU seconds of server and client for one call."""
    server_before, client_before = server.cpu_seconds(), time.process_time()
    for call in calls:
        call()
    return (server.cpu_seconds() - server_before + time.process_time() - client_before) / len(calls)
