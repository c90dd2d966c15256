"""Carries out on this machine what Dockerfile, compose.yaml, proxy and units say: `python -m tests.deploy`."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
