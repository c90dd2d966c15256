"""`python -m tests.fuzz [pytest arguments]`: the fuzz tests as for a night, with the number of cases at the end."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

FILES = ["tests/test_fuzz.py", "tests/test_fuzz_files.py"]


def main():
    with TemporaryDirectory() as folder:
        environment = {"FUZZ": "nightly", **os.environ, "FUZZ_CASES": folder}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *FILES, *sys.argv[1:]]
        done = subprocess.run(command, env=environment, cwd=Path(__file__).resolve().parent.parent)
        cases = sum(int(file.read_text()) for file in Path(folder).iterdir())
    sys.stdout.write(f"{cases} cases ({environment['FUZZ']})\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
