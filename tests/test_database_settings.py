"""DATABASE_URL: what it may be, and what PostgreSQL is connected with."""

import pytest
from django.conf import settings as active
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from verstetigung import environment


@pytest.mark.parametrize(
    "value", ["foo", "mysql://u:geheim@h/d", "postgres://u:geheim@[h/d", "postgres://u:geheim@h:x/d", "sqlite://"]
)
def test_database_that_is_none(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is malformed") as error:
        environment.database(folder=active.BASE_DIR)
    assert error.value.__suppress_context__
    assert "geheim" not in str(error.value)


def test_database_in_a_missing_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none/db.sqlite3")

    with pytest.raises(ImproperlyConfigured, match=r"folder of .* is missing"):
        environment.database(folder=active.BASE_DIR)


def test_database_on_postgresql(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL",
        "postgres://check:ge%3Aheim@db.example.org:5433/check?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=3",
    )

    config = environment.database(folder=active.BASE_DIR)

    assert config["ENGINE"] == "django.db.backends.postgresql"
    where = {name: config[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}
    assert where == {"HOST": "db.example.org", "PORT": 5433, "NAME": "check", "USER": "check", "PASSWORD": "ge:heim"}
    assert (config["CONN_MAX_AGE"], config["CONN_HEALTH_CHECKS"]) == (600, True)
    chosen = {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "connect_timeout": 3}
    assert config["OPTIONS"] == {**environment.POSTGRESQL_OPTIONS, **chosen}


def test_options_of_postgresql_are_known_to_its_library():
    options = conninfo_to_dict(make_conninfo(**environment.POSTGRESQL_OPTIONS))

    assert options == {name: str(value) for name, value in environment.POSTGRESQL_OPTIONS.items()}


def test_database_by_socket(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres:///check?host=/run/postgresql")

    config = environment.database(folder=active.BASE_DIR)

    assert (config["NAME"], config["OPTIONS"]["host"]) == ("check", "/run/postgresql")
