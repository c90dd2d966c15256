"""Import programmes and their municipalities from a CSV file. A file with a fault changes nothing."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from recommendations.actions import import_programme, replace_programme, unknown_municipalities
from recommendations.programme_list import COLUMNS, ListError, read_programmes


class Command(BaseCommand):
    help = (
        "Liest Programme und ihre Kommunen ein (CSV in UTF-8, Trennzeichen Komma oder Semikolon, "
        f"Spalten {', '.join(COLUMNS)}). Kommunen, die schon teilnehmen, bleiben."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="DATEI")
        parser.add_argument("--skip-faulty", action="store_true", help="lässt fehlerhafte Zeilen aus")
        parser.add_argument(
            "--replace", action="store_true", help="nimmt heraus, wer nicht in der Liste steht und so nicht mehr zählt"
        )

    def handle(self, file, skip_faulty, replace, **options):
        found = read(file)
        unknown = unknown_municipalities(found.entries)
        faults = sorted([*found.faults, *unknown], key=lambda fault: fault.line)
        if faults and not skip_faulty:
            raise CommandError(f"Es wurde nichts geändert. {describe(faults)}")
        left_out = {fault.line for fault in faults}
        entries = [entry for entry in found.entries if entry.line not in left_out]
        do = replace_programme if replace else import_programme
        for imported in do(entries=entries):
            self.report(imported, replace)
        if faults:
            self.stdout.write(f"Ausgelassen wurden {len(left_out)} Zeilen. {describe(faults)}")

    def report(self, imported, replaced):
        kind = "neues Programm, " if imported.is_new else ""
        self.stdout.write(
            f"{imported.programme.name}: {kind}{imported.added} Teilnahmen neu, {imported.present} schon vorhanden."
        )
        if imported.unlisted:
            said = "Nimmt nicht mehr teil" if replaced else "Nicht in der Liste, nimmt aber weiter teil"
            self.stdout.write(f"  {said}: {', '.join(imported.unlisted)}")


def read(file):
    try:
        found = read_programmes(Path(file).read_bytes().decode("utf-8"))
    except OSError as error:
        raise CommandError(f"{file} kann nicht gelesen werden: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} ist nicht in UTF-8 geschrieben (Byte {error.start}).") from error
    except ListError as error:
        raise CommandError(f"Es wurde nichts geändert. {error}") from error
    if not found.entries and not found.faults:
        raise CommandError("Es wurde nichts geändert. Die Datei nennt keine Kommune.")
    return found


def describe(faults):
    return "\n".join([f"{len(faults)} Fehler:", *[str(fault) for fault in faults]])
