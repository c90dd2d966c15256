"""Where the processes of one start of the server count, and that their counts add up."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as active

from assessments import metrics_files

TOKEN = "token-of-the-tests"


def python(folder, code, token=TOKEN, **variables):
    """The output of a process that works like one of the server, with `folder` for what is temporary."""
    begin = "import django; django.setup(); from assessments.metrics import count, exposition; "
    environment = {
        **{name: value for name, value in os.environ.items() if name != metrics_files.VARIABLE},
        "DJANGO_SETTINGS_MODULE": "verstetigung.settings",
        "METRICS_TOKEN": token,
        "TMPDIR": str(folder),
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "-c", begin + code],
        cwd=active.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


COUNT = "count('checks_started', by='link'); "
SHOW = "print([line for line in exposition()[0].decode().splitlines() if line.startswith('verstetigung_checks')])"


def test_processes_of_one_parent_add_up(tmp_path):
    """Of three that have ended and one that asks; however many there were, their files are few."""
    for _ in range(3):
        python(tmp_path, COUNT * 2)
    text = python(tmp_path, COUNT + SHOW)

    assert text == "['verstetigung_checks_started_total{by=\"link\"} 7.0']\n"
    [folder] = tmp_path.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.stem.rpartition("_")[2].isdigit() for path in folder.glob("*.db")) == [False, False, True, True]


def test_folder_of_a_server_that_has_ended_goes(tmp_path):
    gone = tmp_path / f"{metrics_files.PREFIX}-{os.getuid()}-{os.getpid()}-1"
    other = tmp_path / f"{metrics_files.PREFIX}-{os.getuid() + 1}-{os.getpid()}-1"
    gone.mkdir()
    other.mkdir()
    python(tmp_path, COUNT)

    assert not gone.exists()
    assert other.exists()


def test_folder_that_was_named(tmp_path):
    python(tmp_path, COUNT, PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "here" / "there"))

    assert [path.name for path in tmp_path.iterdir()] == ["here"]


@pytest.mark.parametrize("place", ["file", "link", "for everybody"])
def test_folder_that_is_not_ours(tmp_path, place):
    folder = tmp_path / "metrics"
    {
        "file": lambda: folder.write_text(""),
        "link": lambda: folder.symlink_to(active.BASE_DIR),
        "for everybody": lambda: (folder.mkdir(), folder.chmod(0o777)),
    }[place]()
    text = python(tmp_path, COUNT * 2 + "print(exposition())", PROMETHEUS_MULTIPROC_DIR=str(folder))

    assert text.count("ERROR assessments.metrics [] nothing is counted: ") == text.count("\n") - 1
    assert text.startswith("None\n")


def test_off_nothing_is_made(tmp_path):
    assert python(tmp_path, COUNT, token="") == ""
    assert list(tmp_path.iterdir()) == []


def test_token_that_is_too_short_stops_the_start(tmp_path):
    with pytest.raises(subprocess.CalledProcessError) as error:
        python(tmp_path, "", token="x" * 15)

    assert "METRICS_TOKEN is malformed" in error.value.stderr
    assert "xxx" not in error.value.stderr.rpartition("ImproperlyConfigured")[2]
