import pytest

from assessments.logs import RedactSecrets

SECRET = "dihs9d-4aaa60db9b08"


@pytest.mark.parametrize(
    "path",
    [
        f"/z/{SECRET}/",
        f"/b/{SECRET}/",
        f"/einladung/{SECRET}/",
        f"/konto/einmal/437d829c-d3ca-44a8-a08e-03f4c416915a/{SECRET}/",
        f"/konto/adresse/bestaetigen/MQ:1x:{SECRET}/",
        f"/konto/passwort/neu/437d829cd3ca44a8a08e03f4c416915a-{SECRET}/",
        f"/konto/anbieter/antwort/?code={SECRET}&state=x",
        f"/KONTO/EINMAL/x/{SECRET}",
    ],
)
def test_secret_in_an_address_is_cut(path):
    line = RedactSecrets().redact(f'Not Found: "GET {path} HTTP/1.1" 404')

    assert SECRET in path
    assert SECRET not in line
    assert line.endswith('" 404')


@pytest.mark.parametrize("path", ["/einladungen/437d829c-d3ca-44a8-a08e-03f4c416915a/", "/konto/anmelden/", "/x/"])
def test_other_addresses_are_kept(path):
    assert RedactSecrets().redact(path) == path
