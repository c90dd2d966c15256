"""What all teams count together."""

from collections import Counter
from threading import Lock


class Figures:
    """`seconds`: of every answer of the server; `outages`: from a failed request to its success; `leaks`, `faults`:
    what must not be."""

    def __init__(self):
        self._lock = Lock()
        self.counts, self.errors = Counter(), Counter()
        self.seconds, self.outages, self.leaks, self.faults = [], [], [], []

    def count(self, name, number=1):
        with self._lock:
            self.counts[name] += number

    def error(self, kind):
        with self._lock:
            self.errors[kind] += 1

    def took(self, seconds):
        with self._lock:
            self.counts["requests"] += 1
            self.seconds.append(seconds)

    def recovered(self, seconds):
        with self._lock:
            self.outages.append(seconds)

    def leak(self, text):
        with self._lock:
            self.leaks.append(text)

    def fault(self, text):
        with self._lock:
            self.faults.append(text)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0
