"""Import the official directory of municipalities (GV100AD). A malformed file changes nothing."""

from django.core.management.base import BaseCommand, CommandError

from assessments.actions import import_directory
from assessments.municipalities import DirectoryError, read_directory

SHOWN_FAULTS = 20


class Command(BaseCommand):
    help = "Liest das amtliche Gemeindeverzeichnis (GV100AD, UTF-8) ein; ein erneuter Import aktualisiert."

    def add_arguments(self, parser):
        parser.add_argument("file", help="Datei im Format GV100AD von destatis.de")

    def handle(self, file, **options):
        try:
            with open(file, encoding="utf-8-sig", newline="\n") as lines:
                entries = read_directory(lines)
        except OSError as error:
            raise CommandError(f"{file} kann nicht gelesen werden: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} ist nicht in UTF-8 geschrieben (Byte {error.start}).") from error
        except DirectoryError as error:
            raise CommandError(describe(error.faults)) from error
        counts = import_directory(entries=entries)
        self.stdout.write(
            f"{len(entries)} Kommunen gelesen: "
            f"{counts.added} neu, {counts.updated} geändert, {counts.retired} aufgelöst. "
            "Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis GV-ISys."
        )


def describe(faults):
    lines = [str(fault) for fault in faults[:SHOWN_FAULTS]]
    if len(faults) > SHOWN_FAULTS:
        lines.append(f"… und {len(faults) - SHOWN_FAULTS} weitere Fehler.")
    return "Es wurde nichts geändert.\n" + "\n".join(lines)
