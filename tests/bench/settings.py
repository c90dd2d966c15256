"""The settings of production, but for what lies in the folder of a bench (BENCH_FOLDER)."""

import os
from pathlib import Path

FOLDER = Path(os.environ["BENCH_FOLDER"])

os.environ.update(
    {
        "SECRET_KEY": "bench-" * 8,
        "BASE_URL": "http://127.0.0.1:8000",
        "DATABASE_URL": f"sqlite:///{FOLDER / 'bench.sqlite3'}",
        "DEBUG": "0",
        # The bench alone does more in a minute than one address may do in an hour; counting is measured all the same.
        "RATE_LIMITS": "start=9999/s upload=9999/s pdf=9999/s xlsx=9999/s link=9999/s mail=9999/s",
    }
)

from verstetigung.settings import *
from verstetigung.settings import LOGGING

STATIC_ROOT = FOLDER / "static"
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "ERROR"}}
