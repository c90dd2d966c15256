from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from assessments.instrument import LEVELS
from assessments.scoring import NOT_APPLICABLE, UNKNOWN
from recommendations.comparison import answer_text, compare
from recommendations.evaluation import evaluate
from recommendations.result import build_result
from recommendations.views.result import get_evaluation
from recommendations.what_if import first_items, parse_changes


@require_safe
def what_if(request, assessment_id):
    """Tries out other answers, which stand in the address and are stored nowhere."""
    assessment = get_assessment(request, assessment_id)
    evaluation = get_evaluation(assessment)
    instrument = evaluation.instrument
    changes, faults = parse_changes(instrument, request.GET.items())
    tried = {key: answer for key, answer in changes.items() if evaluation.answers.get(key) != answer}
    first = first_items(evaluation)
    context = {
        "assessment": assessment,
        "faults": faults,
        "page_errors": bool(faults),
        "tried": len(tried),
        "comparison": compare(evaluation, evaluate(instrument.key, {**evaluation.answers, **tried})) if tried else None,
        "ranked": build_result(evaluation, assessment.scope).ranked,
        "first": [question(evaluation, item, changes) for item in first],
        "parts": [(part, part_questions(evaluation, part, first, changes)) for part in instrument.parts],
    }
    return render(request, "what_if.html", context, status=422 if faults else 200)


def part_questions(evaluation, part, first, changes):
    items = [item for dimension in part.dimensions for item in dimension.items if item not in first]
    return [question(evaluation, item, changes) for item in items]


def question(evaluation, item, changes):
    """The item, its answer in words and the choices: (value, text, chosen)."""
    values = [*range(LEVELS), UNKNOWN, NOT_APPLICABLE]
    chosen = changes.get(item.id)
    choices = [(value, answer_text(evaluation.instrument, item.id, value), value == chosen) for value in values]
    return {
        "item": item,
        "now": answer_text(evaluation.instrument, item.id, evaluation.answers.get(item.id)),
        "choices": choices,
        "changed": chosen is not None,
    }
