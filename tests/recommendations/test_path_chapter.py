"""The decision path on paper."""

from django.template.loader import render_to_string

from recommendations.decision_path import GATES
from recommendations.report.path import build_path_chapter
from tests.recommendations.report_samples import full_document

ALL_YES = {f"path.{key}": "yes" for key in GATES}


def chapter(**entries):
    return build_path_chapter(full_document(entries={key.replace("__", "."): text for key, text in entries.items()}))


def printed(**entries):
    return render_to_string("report/_path.html", {"path": chapter(**entries)})


def test_nothing_is_printed_where_nothing_is_said():
    assert chapter(concept__core="Anderes") is None
    assert printed(concept__core="Anderes").strip() == ""


def test_suggestion_is_printed_with_its_reasons_and_all_gates():
    text = printed(**ALL_YES, path__operator_note="Verfügung vom 03.02.")

    assert "<h3>Vorschlag: Verstetigen</h3>" in text
    assert "Entschieden ist darüber noch nicht." in text
    assert "Was zum Vorschlag „Verstetigen“ führt" in text
    assert text.count('<th scope="row">') == 8 + 9
    assert "Verfügung vom 03.02." in text
    assert "Geordnet beenden ist ein Erfolg" not in text


def test_closing_in_order_is_printed_as_a_success():
    text = printed(
        path__outcome="close", path__outcome_by="Rat", path__outcome_day="2027-02-28", path__close_day="done"
    )

    assert "<h3>Gewählter Weg: Geordnet beenden</h3>" in text
    assert "Verständigung: Rat, 28.02.2027" in text
    assert "Geordnet beenden ist ein Erfolg:" in text
    assert "Liste „Geordnet beenden“: 1 von 10 Punkten erledigt" in text


def test_chosen_way_that_differs_is_printed_with_the_suggestion():
    text = printed(**ALL_YES, path__outcome="adapt", path__outcome_reason="Erst ein zweiter Winter")

    assert "Erst ein zweiter Winter" in text
    assert "Der Vorschlag aus den Prüfsteinen lautet anders: Verstetigen." in text


def test_chosen_way_that_the_answers_rule_out_is_printed_with_what_is_possible():
    text = printed(**{**ALL_YES, "path.costs_financed": "open"}, path__outcome="transfer")

    assert "Nach den Antworten auf die Prüfsteine möglich sind noch: Verstetigen, Anpassen." in text


def test_undecided_way_is_printed_with_what_to_clear_first():
    text = printed(**{**ALL_YES, "path.costs_financed": "open"})

    assert "<h3>Noch nicht entscheidbar</h3>" in text
    assert "1 von 8 Prüfsteinen ist offen. Möglich sind noch: Verstetigen, Anpassen." in text
    assert "Zuerst zu klären: Kosten finanziert (zu fragen: Kämmerei)." in text


def test_typed_text_is_made_fit_for_paper():
    gates = chapter(path__benefit_note="x" * 50 + "\u200e").gates

    assert gates[0].note == "x" * 40 + "\u200b" + "x" * 10
