import pytest
from django.core.cache import cache
from hypothesis import settings

from tests.versions import forget_versions, install_versions

# The machine may be busy: how long an example takes says nothing about whether it is right.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(autouse=True)
def unused_rate_limits():
    """What one test tried must not stop the next."""
    cache.clear()


@pytest.fixture
def later_version(tmp_path, monkeypatch):
    """A made-up later version of the instrument beside the published one (versions.py)."""
    install_versions(tmp_path, monkeypatch)
    yield
    monkeypatch.undo()
    forget_versions()
