"""The settings, with the variables that they read set as every test needs them."""

import os
import tempfile
from pathlib import Path

os.environ.update({"SECRET_KEY": "tests-" * 8, "BASE_URL": "http://127.0.0.1:8000", "DEBUG": "0"})
# On a busy machine a test may hold a transaction open for longer than a page may (wsgi.py).
os.environ["PGOPTIONS"] = ""

from verstetigung.settings import *
from verstetigung.settings import DATABASES, STORAGES

# What protects passwords is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files by their plain names: tests need no collectstatic.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Nor a folder of collected files: WhiteNoise finds each where it lies.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# A file, not memory: there SQLite's shared cache locks whole tables between the threads of the live server.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    name = Path(tempfile.gettempdir()) / f"verstetigung-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(name)}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
