"""What systemd says about the units, where it is there to be asked."""

import re
import shutil
import subprocess

from tests.deploy import DEPLOY

ANALYZE = shutil.which("systemd-analyze")
UNITS = ("verstetigungs-check.service", "verstetigungs-check-backup.service", "verstetigungs-check-backup.timer")
# Programs that deploy/install puts where the units look for them are not there.
EXPECTED = re.compile(
    "Command /opt/verstetigungs-check/current/deploy/(serve|backup) is not executable: No such file.*"
)


def complaints():
    done = subprocess.run([ANALYZE, "verify", *(DEPLOY / name for name in UNITS)], capture_output=True, text=True)
    lines = done.stderr.splitlines()
    return [line for line in lines if any(name in line for name in UNITS) and not EXPECTED.search(line)]


def exposure(name):
    """From 0, closed, to 10, unprotected, as systemd counts it."""
    command = [ANALYZE, "security", "--offline=yes", "--no-pager", DEPLOY / name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(re.search(r"Overall exposure level .*?: ([\d.]+)", done.stdout)[1])
