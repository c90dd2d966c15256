from functools import lru_cache

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.access import Right, get_assessment, get_editor
from assessments.actions import get_answers
from assessments.differences import item_views
from assessments.responses import common_answers, get_opened
from recommendations import actions
from recommendations.charts import index_scale, profile_chart
from recommendations.clock import build_clock, last_day, taken_text
from recommendations.document_answers import with_answers
from recommendations.evaluation import evaluate
from recommendations.export import get_document, get_funder_answers
from recommendations.perspective_indices import perspective_table
from recommendations.result import build_result

OPEN_RECOMMENDATIONS = 10
MOST_DIFFERING = 5


def get_evaluation(assessment):
    return evaluate(assessment.instrument, get_answers(assessment))


@require_safe
def result(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    common = common_answers(assessment.answers.all())
    evaluation = evaluate(assessment.instrument, common.answers)
    built = build_result(evaluation, assessment.scope)
    unfolded = request.GET.get("offen", "")
    in_plan = planned(built.to_do + built.sustained, assessment.measures.all())
    cards = [(view, body(view, in_plan, unfolded, assessment.rights.may_edit)) for view in built.to_do]
    rest = cards[OPEN_RECOMMENDATIONS:]
    context = {
        "assessment": assessment,
        "result": built,
        "scales": [(index, index_scale(index, stages(evaluation, index))) for index in built.indices],
        "profile": render_profile(built.groups, built.strengths),
        "open": cards[:OPEN_RECOMMENDATIONS],
        "rest": rest,
        "planned": in_plan,
        "unfolded_rest": any(view.id == unfolded for view, _ in rest),
        "differences": differences(assessment, evaluation, common),
        "funder": with_answers(built.funder, get_funder_answers(assessment)),
    }
    return render(request, "result.html", context)


def differences(assessment, evaluation, common):
    """Where the views of the respondents lie far apart; empty until the comparison is opened."""
    views = get_opened(assessment).views
    if views is None:
        return {}
    found = item_views(evaluation.instrument, views.items, views, common)
    much = [view for view in found if view.differs_much]
    return {
        "count": views.count,
        "total": len(much),
        "top": much[:MOST_DIFFERING],
        "ids": {view.item.id for view in much},
        "indices": perspective_table(evaluation.instrument, views, common.answers),
    }


def stages(evaluation, index):
    """The stages of the instrument for the index that has them."""
    found = next(entry for entry in evaluation.instrument.indices if entry.id == index.id)
    return evaluation.instrument.stages if found.staged else ()


def planned(views, measures):
    """Keys of the recommendations („K1.2“) and steps („K1.2/3“) that are in the plan, found by their titles."""
    titles = {(measure.recommendation, measure.title) for measure in measures}
    keys = {view.id for view in views if (view.id, view.title) in titles}
    return keys | {step.key for view in views for step in view.steps if (view.id, step.result) in titles}


def body(view, in_plan, unfolded, may_edit):
    texts = (view.steps, view.goal, view.pitfalls, view.small, view.reading)
    steps = frozenset(step.key for step in view.steps if step.key in in_plan)
    return render_body(*texts, steps, view.id == unfolded, may_edit)


@lru_cache(maxsize=1024)
def render_body(steps, goal, pitfalls, small, reading, in_plan, unfolded, may_edit):
    """The texts of the catalogue, which are the same for everybody: a third of the cost of the page."""
    view = {"steps": steps, "goal": goal, "pitfalls": pitfalls, "small": small, "reading": reading}
    context = {"view": view, "planned": in_plan, "unfolded": unfolded, "may_edit": may_edit}
    return render_to_string("_recommendation_body.html", context)


@lru_cache(maxsize=128)
def render_profile(groups, strengths):
    """Chart and table of 25 rows; drawn anew only where an answer changed a figure."""
    context = {"groups": groups, "strengths": strengths, "panels": profile_chart(groups)}
    return render_to_string("_result_profile.html", context)


@require_POST
def take(request, assessment_id):
    """Takes a recommendation („K1.2“) or one of its steps („K1.2/3“) into the plan, then back to where it stands."""
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    key = request.POST.get("take", "")
    match, number = find_choice(get_evaluation(assessment), key)
    clock = build_clock(get_document(assessment), timezone.localdate())
    try:
        taken = take_choice(assessment, match, number, clock, get_editor(request))
    except actions.PlanFull:
        messages.warning(request, f"Der Plan hat schon {actions.MOST_MEASURES} Maßnahmen; entfernen Sie zuerst eine.")
    else:
        tell_taken(request, taken, clock)
    back = reverse("result", args=[assessment.pk])
    return redirect(f"{back}?offen={match.recommendation.id}#{match.recommendation.id}")


def take_choice(assessment, match, number, clock, editor):
    """`number`: of the step, None for the whole recommendation."""
    choice = {"assessment": assessment, "match": match, "today": clock.today, "editor": editor}
    choice["latest"] = last_day(clock, match.recommendation.id)
    return actions.take_recommendation(**choice) if number is None else actions.take_step(number=number, **choice)


def find_choice(evaluation, key):
    """The match and the number of the step, None for all of it. Raises Http404 for what the catalogue does not have."""
    recommendation, _, step = key.partition("/")
    found = {match.recommendation.id: match for match in evaluation.municipal}.get(recommendation)
    numbers = {str(place): place for place in range(1, len(found.recommendation.steps) + 1)} if found else {}
    if found is None or (step and step not in numbers) or key.endswith("/"):
        raise Http404
    return found, numbers.get(step)


def tell_taken(request, taken, clock):
    if taken.is_new:
        day = taken_text(clock, taken.measure.recommendation, taken.measure.due)
        messages.success(request, f"„{taken.measure.title}“ steht jetzt im Plan. {day}".strip())
    else:
        messages.info(request, f"„{taken.measure.title}“ steht bereits im Plan; es wurde nichts geändert.")
