import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given

from assessments.instrument import CURRENT
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.management.commands.score import LONGEST_LINE, result_as_line
from tests.reference import ITEMS
from tests.strategies import answers

ROOT = Path(__file__).parent.parent.parent
RECORD = {"instrument": CURRENT, "answers": {"B1.1": 3, "K1.1": "unknown", "F2.1": "not_applicable"}}
RESULT = evaluation_data(evaluate(CURRENT, RECORD["answers"]))


@pytest.fixture
def score(tmp_path):
    """Runs the command on bytes and returns (exit code, standard output, standard error)."""

    def run(raw, *options):
        path = tmp_path / "input.json"
        path.write_bytes(raw)
        return run_command(str(path), *options)

    return run


def run_command(*arguments):
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("score", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue(), err.getvalue()


def as_bytes(data):
    return json.dumps(data).encode()


def test_score_one_record(score):
    code, out, err = score(as_bytes(RECORD))
    assert (code, err) == (0, "")
    assert json.loads(out) == RESULT


def test_score_list_in_one_go(score):
    code, out, _ = score(as_bytes([RECORD, {"instrument": CURRENT, "answers": {}}]))
    assert code == 0
    assert json.loads(out) == [RESULT, evaluation_data(evaluate(CURRENT, {}))]


def test_score_empty_list(score):
    assert score(b"[]") == (0, "[]\n", "")


def test_score_leaves_other_keys_alone(score):
    code, out, _ = score(as_bytes(RECORD | {"id": 17, "format": "verstetigungs-check", "notes": {"K1.1": "a"}}))
    assert code == 0
    assert json.loads(out) == RESULT


def test_score_order_of_answers_gives_the_same_bytes(score):
    answers = {item: number % 5 for number, item in enumerate(ITEMS)}
    shuffled = dict(reversed(answers.items()))
    first = score(as_bytes({"instrument": CURRENT, "answers": answers}))
    assert first == score(as_bytes({"answers": shuffled, "instrument": CURRENT}))


UNKNOWN_INSTRUMENT = f"Das Instrument „x“ gibt es nicht; vorhanden: {CURRENT}"
NO_SUCH_ITEM = f"Diese Frage gibt es im Instrument {CURRENT} nicht"
NAME_EXPECTED = "Erwartet wird der Name des Instruments als Text"
LEVELS_ALLOWED = "Erlaubt sind ganze Zahlen von 0 bis 4, „unknown“ und „not_applicable“"


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "Eingabe: Kein gültiges JSON (Zeile 1, Spalte 1)"),
        (b'{"instrument": ', "Eingabe: Kein gültiges JSON (Zeile 1, Spalte 16)"),
        (b"{} {}", "Eingabe: Kein gültiges JSON (Zeile 1, Spalte 4)"),
        (b'"\xfc"', "Eingabe: Kein gültiges UTF-8 (ab Byte 2)"),
        (b"\xef\xbb\xbf{}", "Eingabe: Am Anfang steht eine Byte-Reihenfolge-Marke (BOM); erwartet wird UTF-8 ohne BOM"),
        (b"\xff\xfe{\0", "Eingabe: Am Anfang steht eine Byte-Reihenfolge-Marke (BOM); erwartet wird UTF-8 ohne BOM"),
        (b"[" * 200_000, "Eingabe: Zu tief verschachtelt"),
        (b"1" * 5000, "Eingabe: Eine Zahl hat zu viele Ziffern"),
        (b"3", "Datensatz 1: Erwartet wird ein Objekt mit „instrument“ und „answers“"),
        (b"NaN", "Datensatz 1: NaN ist in JSON kein gültiger Wert"),
        (b"[null]", "Datensatz 1: Erwartet wird ein Objekt mit „instrument“ und „answers“"),
        (as_bytes({"instrument": CURRENT}), "Datensatz 1: answers: Der Schlüssel fehlt"),
        (as_bytes(RECORD | {"answers": []}), "Datensatz 1: answers: Erwartet wird ein Objekt mit den Antworten"),
        (as_bytes(RECORD | {"instrument": 3}), f"Datensatz 1: instrument: {NAME_EXPECTED}"),
        (as_bytes(RECORD | {"instrument": "x"}), f"Datensatz 1: instrument: {UNKNOWN_INSTRUMENT}"),
        (as_bytes(RECORD | {"answers": {"B1.1": 7}}), "Datensatz 1: B1.1: Die Stufe liegt nicht zwischen 0 und 4"),
        (as_bytes(RECORD | {"answers": {"B1.1": 2.0}}), f"Datensatz 1: B1.1: {LEVELS_ALLOWED}"),
        (as_bytes(RECORD | {"answers": {"Z\n": 1}}), f"Datensatz 1: Z\\u000a: {NO_SUCH_ITEM}"),
        (
            as_bytes(RECORD | {"answers": {"Z" * 70: 1}}),
            f"Datensatz 1: {'Z' * 60}…: {NO_SUCH_ITEM}",
        ),
        (
            b'{"instrument": "%s", "answers": {"B1.1": NaN}}' % CURRENT.encode(),
            "Datensatz 1: B1.1: NaN ist in JSON kein gültiger Wert",
        ),
        (
            b'{"instrument": "%s", "answers": {"B1.1": 1e999}}' % CURRENT.encode(),
            f"Datensatz 1: B1.1: {LEVELS_ALLOWED}",
        ),
        (
            b'{"instrument": "%s", "answers": {"B1.1": 1, "B1.1": 1}}' % CURRENT.encode(),
            "Datensatz 1: B1.1: Der Schlüssel kommt mehrfach vor",
        ),
        (
            b'{"instrument": "%s", "answers": {}, "answers": {}}' % CURRENT.encode(),
            "Datensatz 1: answers: Der Schlüssel kommt mehrfach vor",
        ),
        (
            b'{"instrument": "%s", "answers": {}, "more": [[-Infinity]]}' % CURRENT.encode(),
            "Datensatz 1: more: -Infinity ist in JSON kein gültiger Wert",
        ),
    ],
)  # fmt: skip
def test_score_bad_input_is_one_line_and_nothing_on_stdout(score, raw, fault):
    assert score(raw) == (2, "", f"{fault}\n")


def test_score_lists_every_fault_of_every_record(score):
    records = [RECORD, RECORD | {"answers": {"B1.1": True, "X": 1}}, 4]
    code, out, err = score(as_bytes(records))
    assert (code, out) == (2, "")
    assert [line.rsplit(": ", 1)[0] for line in err.splitlines()] == [
        "Datensatz 2: B1.1",
        "Datensatz 2: X",
        "Datensatz 3",
    ]


@pytest.mark.parametrize("options", [[], ["--lines"]])
def test_score_missing_file(options, tmp_path):
    code, out, err = run_command(str(tmp_path / "none.json"), *options)
    assert (code, out) == (2, "")
    assert err.startswith("Eingabe: ")
    assert "ist nicht lesbar" in err


@pytest.mark.parametrize("options", [[], ["--lines"]])
def test_score_reads_standard_input(monkeypatch, options):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(as_bytes(RECORD))))
    code, out, _ = run_command("-", *options)
    assert code == 0
    assert json.loads(out) == RESULT


def test_score_lines_one_for_each(score):
    code, out, err = score(b"\r\n".join([as_bytes(RECORD)] * 3), "--lines")
    assert (code, err) == (0, "")
    assert [json.loads(line) for line in out.splitlines()] == [RESULT] * 3


def test_score_lines_faulty_record_in_its_place(score):
    lines = [as_bytes(RECORD), b'{"instrument": 1}', b"", as_bytes(RECORD | {"answers": {"B1.1": 9, "Q": 1}})]
    lines += [b'"' + b"x" * (LONGEST_LINE + 10) + b'"', b'"' + b"x" * (3 * LONGEST_LINE) + b'"', as_bytes(RECORD)]
    code, out, err = score(b"\n".join(lines) + b"\n", "--lines")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert found[0] == found[6] == RESULT
    assert found[1] == {"line": 2, "errors": [{"id": "answers", "reason": "Der Schlüssel fehlt"}]}
    assert found[2] == {"line": 3, "errors": [{"id": None, "reason": "Kein gültiges JSON (Zeile 1, Spalte 1)"}]}
    assert [error["id"] for error in found[3]["errors"]] == ["B1.1", "Q"]
    too_long = [{"id": None, "reason": f"Die Zeile hat mehr als {LONGEST_LINE} Bytes"}]
    assert found[4:6] == [{"line": 5, "errors": too_long}, {"line": 6, "errors": too_long}]
    assert len(found) == 7
    assert err == "5 von 7 Zeilen sind fehlerhaft; sie stehen mit „errors“ in der Ausgabe\n"


def test_score_lines_line_of_the_full_length_is_read(score):
    line = as_bytes(RECORD)
    _, out, _ = score(line + b" " * (LONGEST_LINE - len(line)), "--lines")
    assert json.loads(out) == RESULT
    code, out, _ = score(line + b" " * (LONGEST_LINE - len(line)) + b"\n" + line, "--lines")
    assert code == 0
    assert len(out.splitlines()) == 2


def test_score_lines_comes_as_it_goes():
    """A line is answered before the next is sent."""
    arguments = [sys.executable, "manage.py", "score", "--lines", "-"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for _ in range(2):
            process.stdin.write(as_bytes(RECORD) + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == RESULT
        process.stdin.close()
        assert process.wait() == 0


@given(answers())
def test_score_lines_are_the_bytes_of_json(given_answers):
    result = evaluation_data(evaluate(CURRENT, given_answers))

    assert result_as_line(result) == json.dumps(result, separators=(",", ":"))


def test_score_lines_fault_can_hold_what_is_not_utf8(score):
    _, out, _ = score(as_bytes(RECORD | {"answers": {"\ud800": 1}}), "--lines")

    assert json.loads(out)["errors"] == [{"id": "\ud800", "reason": NO_SUCH_ITEM}]


def test_score_lines_memory_is_flat():
    """Ten times the lines take no more memory, give or take what the interpreter does by itself."""
    script = (
        "import django, resource, sys; django.setup()\n"
        "from recommendations.management.commands.score import result_as_line, score_line\n"
        "import json, itertools, random\n"
        "from assessments.instrument import CURRENT, load_instrument\n"
        "ids = [item.id for item in load_instrument(CURRENT).items]\n"
        "chance = random.Random(1)\n"
        "def run(count):\n"
        "    for _ in range(count):\n"
        "        answers = {key: chance.choice((0, 1, 2, 3, 4, 'unknown')) for key in ids}\n"
        "        result_as_line(score_line(json.dumps({'instrument': CURRENT, 'answers': answers}).encode())[0])\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "first, second = run(1500), run(3000)\n"
        "print(second - first)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "verstetigung.settings"}
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert int(found.stdout) < 6_000  # kilobytes
