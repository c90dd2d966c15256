"""What `score --lines` costs for each record, and how much memory it takes."""

import json
import os
import subprocess
import sys

from django.conf import settings

from assessments.instrument import CURRENT
from tests.bench import sample
from tests.bench.figures import at_most, in_hellos
from tests.bench.targets import MEMORY_GROWTH, SCORE

VARIANTS = 2_000
FEW, MANY, FULL = 4_000, 12_000, 200_000
ROUNDS = 2


def measure_scoring(bench):
    folder, many = bench.folder, bench.lines
    few_lines, many_lines = write_lines(folder / "few.jsonl", FEW), write_lines(folder / "many.jsonl", many)
    few, small = min(score_lines(few_lines) for _ in range(ROUNDS))
    bench.clock.time_hello()
    all_of_it, large = min(score_lines(many_lines) for _ in range(ROUNDS if many == MANY else 1))
    bench.clock.time_hello()
    seconds = (all_of_it - few) / (many - FEW)
    yield in_hellos(f"score one of {many:,} with reasons, by lines", seconds, bench.clock.best_hello, SCORE)
    yield at_most(f"memory of {many:,} lines against {FEW:,}", large / small, "×", MEMORY_GROWTH)


def write_lines(path, number):
    made = [json.dumps({"instrument": CURRENT, "answers": sample.answers_of(seed)}) for seed in range(VARIANTS)]
    with path.open("w") as file:
        file.writelines(f"{made[place % VARIANTS]}\n" for place in range(number))
    return path


def score_lines(path):
    """CPU seconds and the most kilobytes of memory of the command."""
    command = [sys.executable, "manage.py", "score", "--lines", str(path)]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("score --lines failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss
