"""Which environment variables there are: by asking the settings what they ask for, and by reading the scripts."""

import json
import os
import re
import subprocess
import sys

from tests.deploy import DEPLOY, ROOT

# Notes every name that a line of verstetigung/ asks for.
LISTENER = """
import json, os, sys
asked, read = set(), os._Environ.__getitem__
def noting(environment, name):
    frame = sys._getframe(1)
    while frame and not frame.f_code.co_filename.startswith(sys.argv[1]):
        frame = frame.f_back if frame.f_code.co_filename.startswith("<frozen") else None
    if frame:
        asked.add(name)
    return read(environment, name)
os._Environ.__getitem__ = noting
import verstetigung.settings
print(json.dumps(sorted(asked)))
"""


def of_settings():
    folder = str(ROOT / "verstetigung")
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "deploy-" * 8, "EMAIL_HOST": "", "DEBUG": "0"}
    command = [sys.executable, "-c", LISTENER, folder]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def of_scripts():
    """Of what the server and the backups read besides."""
    texts = [(DEPLOY / name).read_text() for name in ("serve", "backup", "healthcheck.py")]
    return {name for text in texts for name in re.findall(r"\b(?:WEB|BACKUPS?)_[A-Z]+\b", text)}


def written_in(*paths):
    """Every name in backticks or before "=" at the beginning of a line that could be one of ours."""
    text = "\n".join((ROOT / path).read_text() for path in paths)
    return set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`", text)) | set(
        re.findall(r"^#?([A-Z]+(?:_[A-Z]+)+)=", text, re.M)
    )
