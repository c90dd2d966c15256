"""Which errors say that the database cannot be used now, and not that it was asked something wrong."""

import sqlite3

from django.db import Error, InterfaceError, OperationalError

# https://sqlite.org/rescode.html: locked, full, read-only, unreadable or damaged.
SQLITE_CODES = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_NOTADB,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: no connection, refused, read-only, deadlock, full or
# too many, not in the right state, lock or statement timeout and shutdown, the system, damaged.
POSTGRESQL_STATES = ("08", "25006", "28", "3D", "40", "53", "55", "57", "58", "XX")


def is_outage(error):
    """Of any exception or None. An error of which the database says no code is one of the connection."""
    if not isinstance(error, Error):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_CODES
    state = getattr(error.__cause__, "sqlstate", None)
    return state.startswith(POSTGRESQL_STATES) if state else isinstance(error, OperationalError | InterfaceError)


def outage_text(error):
    """For the log, on one line. What the database adds on further lines may hold values of a row."""
    return " ".join([type(error.__cause__ or error).__name__, *str(error).splitlines()[:1]])
