"""`manage.py report FILE -o plan.pdf`: the action plan without a browser."""

import os
import sys
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from recommendations.document import DocumentError, read_document
from recommendations.management.commands.score import name_of, read_all
from recommendations.report import render_report
from recommendations.report.render import ReportError


class Command(BaseCommand):
    help = "Erstellt den Maßnahmenplan als PDF aus einem heruntergeladenen Check oder dem Objekt, das „score“ liest."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="DATEI", help="JSON-Datei eines Checks; - liest stdin")
        parser.add_argument("-o", "--output", required=True, metavar="PDF", help="Datei, die geschrieben wird")

    def handle(self, *, file, output, **options):
        """Exit code 2: the input is faulty; 1: no PDF could be made or written. Either way no file appears."""
        document = self.read(file)
        try:
            write_whole(Path(output), render_report(document, timezone.localdate()))
        except ReportError as error:
            self.stop(str(error), 1)
        except OSError as error:
            self.stop(f"Ausgabe: {output} ist nicht beschreibbar ({error.strerror})", 1)

    def read(self, file):
        try:
            return read_document(read_all(file))
        except OSError as error:
            self.stop(f"Eingabe: {file} ist nicht lesbar ({error.strerror})", 2)
        except DocumentError as error:
            self.stop("\n".join(f"{name_of(fault)}{fault.reason}" for fault in error.faults), 2)

    def stop(self, reason, code):
        self.stderr.write(reason)
        sys.exit(code)


def write_whole(target, data):
    """The file appears complete or not at all; what is no file (/dev/stdout) is written to. Raises OSError."""
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
