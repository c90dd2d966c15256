"""`python -m tests.deploy [--below DIR] [part …]`: parts are image, bare, proxy, compose, units; without any, all.

`--below`: the system that stands for the image debian:12-slim, made by "debootstrap --variant=minbase bookworm DIR";
without it this machine's own, which then proves less: packages that are there already may be missing in the list.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path

from tests.deploy.bare import try_bare
from tests.deploy.compose import find_faults, load_compose
from tests.deploy.image import try_image
from tests.deploy.proxy import NGINX, Proxy
from tests.deploy.units import ANALYZE, UNITS, complaints, exposure
from tests.deploy.variables import of_scripts, of_settings

NEVER = (
    "Not tried, for there is no container engine and no running systemd here: Docker's own build and start, the images "
    "of PostgreSQL and nginx, networks and limits of compose.yaml, the units under systemd."
)


class Missing(Exception):
    """What is needed to try this is not there."""


def compose(folder, say):
    faults = find_faults(load_compose(), of_settings() | of_scripts())
    assert not faults, faults
    say("services, volumes, networks, secrets, variables fit together")


def proxy(folder, say):
    if not NGINX:
        raise Missing("nginx: apt-get install nginx")
    said = Proxy(folder, "127.0.0.1:8000").check()
    assert not said, said
    say("nginx accepts the site; tests/test_deploy_proxy.py runs it")


def units(folder, say):
    if not ANALYZE:
        raise Missing("systemd-analyze")
    found = complaints()
    assert not found, found
    for name in UNITS[:2]:
        say(f"{name}: exposure {exposure(name)} of 10")


def image(folder, say, below):
    if os.getuid() != 0 or not shutil.which("unshare"):
        raise Missing("root and unshare, to mount a file system")
    try_image(folder, below, say)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--below", default="/")
    parser.add_argument("parts", nargs="*")
    options = parser.parse_args()
    parts = {
        "compose": compose,
        "units": units,
        "proxy": proxy,
        "bare": try_bare,
        "image": partial(image, below=options.below),
    }
    results = {name: attempt(name, parts[name]) for name in options.parts or parts}
    lines = ["", *(f"{name}: {result}" for name, result in results.items()), NEVER, ""]
    sys.stdout.write("\n".join(lines))
    sys.exit("failed" in results.values())


def say(name, words):
    sys.stdout.write(f"{name}: {words}\n")
    sys.stdout.flush()


def attempt(name, part):
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="verstetigung-deploy-") as folder:
        try:
            part(Path(folder), partial(say, name))
        except Missing as missing:
            return f"not tried: missing {missing}"
        except Exception:
            traceback.print_exc()
            return "failed"
    return f"passed in {time.monotonic() - begin:.0f} s"


if __name__ == "__main__":
    main()
