"""A process that can be killed with all it started, and what every server needs."""

import contextlib
import signal
import socket
import subprocess
import time

import psutil

SECONDS_TO_START = 180


class NotStarted(Exception):
    pass


class Process:
    """In a session of its own: Ctrl+C ends the run, which then ends it. `log`: where it writes."""

    def __init__(self, command, log, **options):
        self.log = log
        with log.open("ab") as file:
            self.child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True, **options
            )

    def family(self):
        """With what it started, itself first; empty once it is gone."""
        with contextlib.suppress(psutil.NoSuchProcess):
            own = psutil.Process(self.child.pid)
            return [own, *own.children(recursive=True)]
        return []

    def kill(self):
        """SIGKILL to all of it, and wait until all of it is gone. Halted first, so that it starts nothing meanwhile."""
        self.child.send_signal(signal.SIGSTOP)
        kill_all(self.family())
        self.child.wait()

    def wait_until(self, answers):
        """Until it answers. Raises NotStarted."""
        end = time.monotonic() + SECONDS_TO_START
        while not answers():
            if self.child.poll() is not None or time.monotonic() > end:
                raise NotStarted(f"{self.child.args[0]} did not start ({self.child.poll()}): {self.log_tail()}")
            time.sleep(0.1)

    def log_tail(self):
        return self.log.read_text(errors="replace")[-1000:]

    def stop(self, number=signal.SIGTERM):
        """Asked first; after ten seconds killed."""
        family = self.family()
        if self.child.poll() is None:
            self.child.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(10)
        kill_all(family)
        self.child.wait()


def kill_all(family):
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=10)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
