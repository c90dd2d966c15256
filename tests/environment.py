"""The variables that settings.py reads, as every test needs them; loaded before Django (see pyproject.toml)."""

import os

os.environ.update({"SECRET_KEY": "tests-" * 8, "BASE_URL": "http://127.0.0.1:8000", "DEBUG": "0"})
