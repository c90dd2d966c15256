from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_assessment
from assessments.differences import GROUP_NAMES, group_letters, group_words, item_views
from assessments.instrument import load_instrument
from assessments.models import Survey
from assessments.responses import asked_items, common_answers, get_opened
from recommendations.perspective_indices import perspective_table
from recommendations.strip import strip_chart


@require_safe
def perspectives(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    opened = get_opened(assessment)
    if opened.views is None:
        return show_waiting(request, assessment)
    instrument, common = load_instrument(assessment.instrument), common_answers(assessment.answers.all())
    every = item_views(instrument, opened.views.items, opened.views, common)
    shown = chosen(every, request.GET)
    context = {
        "assessment": assessment,
        "views": opened.views,
        "who": group_words(opened.views.respondents),
        "letters": group_letters(opened.views.respondents),
        "summary": summary(every),
        "withheld": len(asked_items(assessment)) - len(every),
        "writable": assessment.rights.may_edit and not assessment.is_submitted,
        "indices": perspective_table(instrument, opened.views, common.answers),
        "entries": [(view, strip_chart(view), named(opened.notes.get(view.item.id, []))) for view in shown],
        "filters": filters(instrument, every, request.GET),
    }
    return render(request, "perspectives.html", context)


def show_waiting(request, assessment):
    """Who is still waited for, and never what anybody answered."""
    survey = Survey.objects.filter(assessment=assessment.pk).prefetch_related("respondents").first()
    people = list(survey.respondents.all()) if survey else []
    context = {
        "assessment": assessment,
        "survey": survey,
        "waiting": [person for person in people if person.finished_at is None],
        "finished": sum(person.finished_at is not None for person in people),
    }
    return render(request, "perspectives_waiting.html", context)


def summary(every):
    """How many differ much, and where most; `top` is empty where nothing differs."""
    return {
        "total": len(every),
        "much": sum(view.differs_much for view in every),
        "same": sum(view.kind == "alike" for view in every),
        "knowledge": sum(view.kind == "knowledge" for view in every),
        "top": [view for view in every if view.kind == "differs"][:3],
    }


def named(notes):
    return [(GROUP_NAMES[group], text) for group, text in notes]


def chosen(every, query):
    """Without a wish: what differs, and the open questions of knowledge."""
    part = query.get("teil", "")
    kinds = {"differs", "alike", "knowledge", "few"} if query.get("zeigen") == "alle" else {"differs", "knowledge"}
    return [view for view in every if view.kind in kinds and part in {"", view.item.part}]


def filters(instrument, every, query):
    """Two rows of (label, address, whether chosen): what to show, and of which part."""
    mode, part = query.get("zeigen", ""), query.get("teil", "")
    mode = "alle" if mode == "alle" else ""
    parts = [("", "Alle Teile"), *((entry.id, entry.title) for entry in instrument.parts)]
    present = {view.item.part for view in every}
    modes = [("", "Nur Unterschiede"), ("alle", "Alle Fragen")]
    return [
        ("Anzeige", [(label, address(key, part), key == mode) for key, label in modes]),
        ("Teil", [(label, address(mode, key), key == part) for key, label in parts if not key or key in present]),
    ]


def address(mode, part):
    query = {key: value for key, value in (("zeigen", mode), ("teil", part)) if value}
    return f"?{urlencode(query)}#fragen" if query else "?#fragen"
