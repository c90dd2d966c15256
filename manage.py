#!/usr/bin/env python
"""Django's manage.py, which says in one line what stopped it, where that is no fault of the program."""

import errno
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verstetigung.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    open_streams()
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except ImproperlyConfigured as error:
        stop(f"Einstellungen: {error}")
    except BrokenPipeError:  # whoever read the output has seen enough
        stop("", 141)
    except KeyboardInterrupt:
        stop("", 130)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        stop(f"Ausgabe: {error.strerror}")


def open_streams():
    """What the caller closed reads and writes nothing; a sign that the terminal cannot show is written as its code."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    sys.stdout.reconfigure(errors="backslashreplace")


def stop(reason, code=1):
    """Leave at once; what is still in the buffer of a broken pipe must not be tried again."""
    if reason:
        sys.stderr.write(f"{reason}\n")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


if __name__ == "__main__":
    main()
