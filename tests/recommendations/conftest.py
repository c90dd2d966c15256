"""What takes long to store is stored once for all tests of a file; each gets a copy, and what it changes is undone."""

from copy import deepcopy

import pytest
from django.db import transaction

from tests.recommendations.release_pages import Funding


@pytest.fixture(scope="module")
def stored_funding(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield Funding()
        transaction.set_rollback(True)


@pytest.fixture
def funding(stored_funding, db):
    return deepcopy(stored_funding)
