"""Secrets from files: how containers and systemd hand them over."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from verstetigung import environment

KEY = "k" * 40


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("SECRET_KEY", "DATABASE_URL", "DATABASE_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_secret_comes_from_the_variable(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", f" {KEY}\n")

    assert environment.secret("SECRET_KEY") == KEY


def test_secret_comes_from_the_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert environment.secret("SECRET_KEY") == KEY
    assert environment.secret_key(file=tmp_path / "none", debug=False) == KEY


def test_secret_that_is_not_set():
    assert environment.secret("SECRET_KEY") == ""


def test_secret_set_twice(monkeypatch, tmp_path):
    (tmp_path / "key").write_text(KEY)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("SECRET_KEY", KEY)

    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY and SECRET_KEY_FILE are both set"):
        environment.secret("SECRET_KEY")


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), (b"\xff\xfe", "cannot be read"), (b" \n", "is empty")], ids=str
)
def test_file_without_a_secret(monkeypatch, tmp_path, content, said):
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    with pytest.raises(ImproperlyConfigured, match=rf"^SECRET_KEY_FILE='.*key' {said}\.$"):
        environment.secret("SECRET_KEY")


@pytest.mark.parametrize(
    ("url", "password"),
    [("postgres://app@db/name", "geheim"), ("postgres://app:other@db/name", "other")],
    ids=["kept apart", "in the address"],
)
def test_password_of_the_database(monkeypatch, tmp_path, url, password):
    (tmp_path / "password").write_text("geheim\n")
    (tmp_path / "url").write_text(f"{url}\n")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))

    config = environment.database(folder=tmp_path)

    assert (config["HOST"], config["USER"], config["PASSWORD"]) == ("db", "app", password)
