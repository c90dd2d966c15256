from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_assessment
from recommendations.decision_path import GATES, build_path
from recommendations.export import get_document
from recommendations.path_guide import PATH_GUIDE, full_key, note_key
from recommendations.views.entries import edit_entries

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@FORM_METHODS
def edit_gates(request, assessment_id):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    path = build_path(get_document(assessment))
    keys = [key for gate in GATES for key in (full_key(gate), note_key(gate))]
    done, message = reverse("path", args=[assessment.pk]), "Die Prüfsteine sind gespeichert."
    gates = [(gate, full_key(gate.key), note_key(gate.key)) for gate in path.gates]
    return edit_entries(request, assessment, keys, "edit_gates.html", done, message, gates=gates, page=PATH_GUIDE.page)


@FORM_METHODS
def edit_outcome(request, assessment_id):
    """What the team agreed on, whatever is suggested."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    path = build_path(get_document(assessment))
    done, message = reverse("path", args=[assessment.pk]), "Ihr Weg ist gespeichert."
    return edit_entries(request, assessment, PATH_GUIDE.decision, "edit_outcome.html", done, message, path=path)
