"""Prove that an instrument and its catalogue are complete, and print the review sheet for domain experts."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from assessments import instrument as instruments
from assessments.content import ContentError, checksum
from recommendations import catalogue as catalogues
from recommendations.review import review
from recommendations.review_sheet import review_sheet


class Command(BaseCommand):
    help = (
        "Prüft Instrument und Kataloge auf Vollständigkeit und Wortlaut und gibt den Prüfbogen als Markdown aus. "
        "--checksum gibt die Prüfsummen in der Form von tests/instrument_checksums.toml aus."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("instrument", nargs="?", default=instruments.CURRENT)
        parser.add_argument("-o", "--output", metavar="DATEI", help="Prüfbogen in diese Datei statt auf stdout")
        parser.add_argument("--checksum", action="store_true", help="nur die Prüfsummen ausgeben")

    def handle(self, *args, **options):
        key = options["instrument"]
        try:
            instrument, catalogue = instruments.load_instrument(key), catalogues.load_catalogue(key)
        except ContentError as error:
            self.refuse(error.faults)
        if faults := review(instrument, catalogue):
            self.refuse(faults)
        text = checksums(key) if options["checksum"] else review_sheet(instrument, catalogue)
        if options["output"]:
            self.write_file(options["output"], text)
        else:
            self.stdout.write(text, ending="")

    def write_file(self, name, text):
        try:
            Path(name).write_text(text, encoding="utf-8")
        except OSError as error:
            self.refuse([f"Ausgabe: {name} ist nicht beschreibbar ({error.strerror})"])

    def refuse(self, faults):
        for fault in faults:
            self.stderr.write(fault)
        sys.exit(1)


def checksums(key):
    return (
        "# manage.py check_instrument --checksum > tests/instrument_checksums.toml; fixed once published\n"
        f'["{key}"]\n'
        f'instrument = "{checksum(instruments.FOLDER / key)}"\n'
        f'catalogue = "{checksum(catalogues.FOLDER / key)}"\n'
    )
