"""The settings, with the variables that they read set as every test needs them."""

import os

os.environ.update({"SECRET_KEY": "tests-" * 8, "BASE_URL": "http://127.0.0.1:8000", "DEBUG": "0"})

from verstetigung.settings import *  # noqa: E402, F403
from verstetigung.settings import STORAGES  # noqa: E402

# Static files by their plain names: tests need no collectstatic.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
