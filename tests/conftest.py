import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Static files by their plain names: tests need no collectstatic."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
