"""Score assessments without the web application (method.md 6)."""

import gc
import json
import sys
from collections.abc import Iterator

import orjson
from django.core.management.base import BaseCommand

from recommendations.evaluation import evaluate, evaluation_data
from recommendations.records import DamagedJSON, check_record, parse_json

LONGEST_LINE = 1_000_000
LONGEST_NAME = 60


class OutputFailed(Exception):
    """The results could not be written; the cause is an OSError, which says nothing about the input."""


class Command(BaseCommand):
    help = "Berechnet Werte und Empfehlungen zu Antworten im JSON-Format."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "file", metavar="DATEI", help="JSON-Datei mit einem Datensatz oder einer Liste; - liest stdin"
        )
        parser.add_argument("--lines", action="store_true", help="ein Datensatz je Zeile, ein Ergebnis je Zeile")

    def handle(self, *args, **options):
        score = self.score_lines if options["lines"] else self.score_file
        try:
            faultless = score(options["file"])
        except OutputFailed as error:
            raise error.__cause__ from None
        except OSError as error:
            self.stderr.write(f"Eingabe: {options['file']} ist nicht lesbar ({error.strerror})")
            sys.exit(2)
        if not faultless:
            sys.exit(2)

    def score_file(self, name):
        """Write the result of the whole file, or nothing but its faults. True if there were none."""
        try:
            data = parse_json(read_all(name))
        except DamagedJSON as error:
            self.stderr.write(f"Eingabe: {error}")
            return False
        records = data if isinstance(data, list) else [data]
        faults = [(place, fault) for place, record in enumerate(records, 1) for fault in check_record(record)]
        for place, fault in faults:
            self.stderr.write(f"Datensatz {place}: {name_of(fault)}{fault.reason}")
        if faults:
            return False
        results = [result_of(record) for record in records]
        self.put(json.dumps(results if isinstance(data, list) else results[0], indent=2))
        return True

    def score_lines(self, name):
        """Write one line for each line, as they come. True if no record was faulty."""
        faulty = total = 0
        gc.freeze()  # what is loaded by now stays: no need to look at it again and again
        gc.set_threshold(100_000)
        for number, line in enumerate(read_lines(name), 1):
            result, errors = score_line(line)
            self.put(faults_as_line(number, errors) if errors else result_as_line(result))
            total, faulty = number, faulty + bool(errors)
        if faulty:
            self.stderr.write(f"{faulty} von {total} Zeilen sind fehlerhaft; sie stehen mit „errors“ in der Ausgabe")
        return not faulty

    def put(self, text):
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError as error:
            raise OutputFailed from error


def result_as_line(result):
    """As json writes it, several times as fast: names in ASCII, numbers from 0 to 100 with nothing below 0.0001."""
    return orjson.dumps(result).decode()


def faults_as_line(number, errors):
    """What they name came from the file and can hold anything: half a surrogate pair, a number of 4,000 digits."""
    return json.dumps({"line": number, "errors": errors}, separators=(",", ":"))


def score_line(line):
    """The result of one line and its errors; one of the two is empty."""
    if line is None:
        return None, [{"id": None, "reason": f"Die Zeile hat mehr als {LONGEST_LINE} Bytes"}]
    try:
        record = parse_json(line)
    except DamagedJSON as error:
        return None, [{"id": None, "reason": str(error)}]
    if faults := check_record(record):
        return None, [{"id": fault.id, "reason": fault.reason} for fault in faults]
    return result_of(record), []


def result_of(record):
    return evaluation_data(evaluate(record["instrument"], record["answers"]))


def name_of(fault):
    """The id as it can be printed in one line: no control characters, at most LONGEST_NAME characters."""
    if fault.id is None:
        return ""
    shown = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in fault.id[: LONGEST_NAME + 1])
    return f"{shown}: " if len(fault.id) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…: "


def read_all(name):
    if name == "-":
        return sys.stdin.buffer.read()
    with open(name, "rb") as file:
        return file.read()


def read_lines(name) -> Iterator[bytes | None]:
    """Line by line; None for one that is too long to be held."""
    if name == "-":
        yield from split_lines(sys.stdin.buffer)
        return
    with open(name, "rb") as file:
        yield from split_lines(file)


def split_lines(file):
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None
