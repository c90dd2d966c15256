"""Where the processes of one start keep what they count, each in files of its own, so that whichever is asked can add
them all up. Settings need nothing: processes that share a parent, which is the server, share a folder.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
PREFIX = "verstetigung-metrics"
KINDS = ("counter", "histogram")
ENDED = "ended"
# More than all routes with all methods need. Taken from the disk at once: to write into a mapped file for which there
# is no room left would end the process.
FILE_BYTES = 1 << 20


def open_folder():
    """Made where it is missing, with room for this process; what ended ones left is added up. Raises OSError."""
    folder = Path(os.environ.get(VARIABLE) or own_folder())
    os.environ[VARIABLE] = str(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_own(folder)
    with locked(folder):
        for kind in KINDS:
            reserve(folder / f"{kind}_{os.getpid()}.db")
        add_up_ended(folder)
    return folder


def own_folder():
    parent = os.getppid()
    base = Path(tempfile.gettempdir())
    start = f"{PREFIX}-{os.getuid()}-"
    for found in base.glob(f"{start}*"):
        pid, _, begin = found.name.removeprefix(start).partition("-")
        if pid.isdigit() and begun(int(pid)) != begin:
            shutil.rmtree(found, ignore_errors=True)
    return base / f"{start}{parent}-{begun(parent)}"


def begun(pid):
    """When a process began, in ticks since the machine's start; "0" where there is none, or the system does not say."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return "0"


def require_own(folder):
    """In a folder for everybody somebody else may have been first."""
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid != os.getuid() or state.st_mode & 0o022:
        raise PermissionError(f"{folder} belongs to somebody else, or others may write to it")


@contextmanager
def locked(folder):
    with open(folder / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def reserve(path):
    with open(path, "ab") as file:
        os.posix_fallocate(file.fileno(), 0, FILE_BYTES)


def add_up_ended(folder):
    """The files of processes that have ended go into one, so that a server which renews its workers keeps few files."""
    from prometheus_client.mmap_dict import MmapedDict

    for kind in KINDS:
        ended = [path for path in folder.glob(f"{kind}_*.db") if has_ended(path.stem.rpartition("_")[2])]
        if ended:
            reserve(folder / f"{kind}_{ENDED}.db")
            total = MmapedDict(str(folder / f"{kind}_{ENDED}.db"))
            for path in ended:
                for key, value, _, _ in MmapedDict.read_all_values_from_file(str(path)):
                    total.write_value(key, total.read_value(key)[0] + value, 0.0)
                path.unlink()
            total.close()


def has_ended(pid):
    return pid.isdigit() and begun(int(pid)) == "0"
