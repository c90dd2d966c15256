import pytest

from tests.cast import make_assessment, open_link


@pytest.fixture
def check(client):
    """An open assessment with B1.1 at 3, its link opened in `client`."""
    assessment, token = make_assessment({"B1.1": 3})
    open_link(client, token)
    return assessment
