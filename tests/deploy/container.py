"""Stands in for a container engine: a file system laid over another one, and commands that run in it.

Needs root. What a command changes lies in a folder of its own; the system below is never written to. The network is
the machine's, so a port must be free.
"""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

# What the machine says about where packages come from holds inside as well, as it would by arguments of a build.
PASSED_ON = ("PIP_", "npm_config_", "SSL_CERT", "NODE_EXTRA_CA_CERTS", "http_proxy", "https_proxy", "no_proxy")
CERTIFICATES = Path("/usr/local/share/ca-certificates")


def as_user(user):
    """Without any capability, as "cap_drop: ALL" and "no-new-privileges" leave it."""
    if user is None:
        return []
    number, group = user.split(":")
    limits = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return ["setpriv", f"--reuid={number}", f"--regid={group}", *limits]


class Container:
    def __init__(self, folder, below="/"):
        self.folder, self.below = folder, below
        self.changes, self.root = folder / "changes", folder / "root"
        for path in (self.changes, self.root, folder / "work"):
            path.mkdir(parents=True)
        if Path(below) != Path("/") and CERTIFICATES.is_dir():
            shutil.copytree(CERTIFICATES, self.inside(CERTIFICATES), dirs_exist_ok=True)

    def inside(self, path):
        """Where a path of the container lies, for whoever prepares or inspects it."""
        return self.changes / str(path).lstrip("/")

    def volume(self, path):
        """Where a writable path lies."""
        return self.folder / "volumes" / path.lstrip("/")

    def command(self, command, *, cwd="/", environment=None, user=None, writable=None, network=True):
        """`writable`: paths with their owner; given, everything else is read-only."""
        lines = [
            *self.mount_root(),
            *(self.mount_wheels() if writable is None else self.mount_volumes(writable)),
            f"mount --rbind /dev {self.root}/dev",
            f"mount -t proc proc {self.root}/proc",
            shlex.join(
                ["exec", "chroot", str(self.root), *as_user(user), "sh", "-c", f'cd {cwd} && exec "$@"', "sh", *command]
            ),
        ]
        outer = [
            "unshare",
            *([] if network else ["--net"]),
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-ec",
            "\n".join(lines),
        ]
        return outer, {**self.base_environment(), **(environment or {})}

    def run(self, command, **options):
        outer, environment = self.command(command, **options)
        done = subprocess.run(outer, env=environment, capture_output=True, text=True, timeout=1200)
        if done.returncode:
            raise RuntimeError(f"{shlex.join(command)[:200]}\n{(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def mount_root(self):
        layers = f"lowerdir={self.below},upperdir={self.changes},workdir={self.folder}/work"
        return [f"mount -t overlay -o {layers} overlay {self.root}"]

    def mount_wheels(self):
        folder = os.environ.get("PIP_FIND_LINKS", "")
        if not folder.startswith("/") or not Path(folder).is_dir():
            return []
        return [f"mkdir -p {self.root}{folder}", f"mount --bind {folder} {self.root}{folder}"]

    def mount_volumes(self, writable):
        lines = [f"mount -o remount,ro {self.root}"]
        for path, owner in writable.items():
            self.volume(path).mkdir(parents=True, exist_ok=True)
            shutil.chown(self.volume(path), *map(int, owner.split(":")))
            lines.append(f"mount --bind {self.volume(path)} {self.root}{path}")
        return lines

    def base_environment(self):
        known = {name: value for name, value in os.environ.items() if name.startswith(PASSED_ON)}
        return known | {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
