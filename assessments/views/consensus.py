import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import get_assessment, get_assessment_to_edit, get_editor
from assessments.actions import AssessmentSubmitted, Conflict, save_answer
from assessments.agenda import next_open
from assessments.consensus_forms import ConsensusForm
from assessments.differences import GROUP_NAMES, ItemView, item_views
from assessments.forms import editor_text
from assessments.instrument import load_instrument
from assessments.models import Answer
from assessments.responses import Opened, asked_items, common_answers, get_opened

GROUPS = (
    ("differs", "Hier gehen die Sichtweisen auseinander"),
    ("knowledge", "Offene Wissensfragen"),
    ("alike", "Hier stimmen die Antworten überein"),
    ("few", "Zu wenige Antworten für einen Vergleich"),
)


@dataclass(frozen=True, slots=True)
class Round:
    """The questions in the order in which the team goes through them, with the stored answers."""

    opened: Opened
    views: list[ItemView]
    rows: dict[str, Answer]

    @property
    def order(self):
        return [view.item.id for view in self.views]

    def find(self, item):
        """Raises Http404."""
        found = next((view for view in self.views if view.item.id == item), None)
        if found is None:
            raise Http404
        return found


def load_round(assessment):
    opened, rows = get_opened(assessment), {row.item: row for row in assessment.answers.all()}
    items = [item.id for item in asked_items(assessment)]
    common = common_answers(rows.values())
    return Round(opened, item_views(load_instrument(assessment.instrument), items, opened.views, common), rows)


@require_safe
def consensus(request, assessment_id):
    assessment = get_assessment(request, assessment_id)
    found = load_round(assessment)
    states = [view.state for view in found.views]
    context = {
        "assessment": assessment,
        "opened": found.opened.views,
        "groups": grouped_views(found),
        "counts": {state: states.count(state) for state in ("agreed", "set", "open")},
        "writable": assessment.rights.may_edit and not assessment.is_submitted,
        "first_open": next((view.item.id for view in found.views if view.state == "open"), None),
    }
    return render(request, "consensus.html", context)


def grouped_views(found):
    """(heading, views), in the order of the agenda; one group where there was no survey."""
    if found.opened.views is None:
        return [("Alle Fragen", found.views)]
    groups = [(title, [view for view in found.views if view.kind == kind]) for kind, title in GROUPS]
    return [(title, views) for title, views in groups if views]


@require_http_methods(["GET", "HEAD", "POST"])
def consensus_item(request, assessment_id, item):
    assessment = get_assessment_to_edit(request, assessment_id)
    if request.method == "POST" and assessment.is_submitted:
        raise AssessmentSubmitted
    found = load_round(assessment)
    form = ConsensusForm(found.find(item), found.rows.get(item), request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            save(request, assessment, form)
        except Conflict as conflict:
            form.conflict, form.conflict_by = conflict.current, editor_text(conflict.current, get_editor(request))
            status = 409
        else:
            messages.success(request, f"{item} ist gespeichert.")
            return redirect(next_address(request, assessment, found, item))
    return show(request, assessment, found, form, status)


def save(request, assessment, form):
    """Store the common answer; the note stays. Raises Conflict, unless the person has seen the other answer."""
    kept = request.POST.get("keep", "")
    save_answer(
        assessment=assessment,
        item=form.view.item.id,
        value=form.cleaned_data["value"],
        note=form.stored.note,
        reason=form.cleaned_data["reason"],
        dissent=form.cleaned_data["dissent"],
        base_revision=int(kept) if re.fullmatch("[0-9]{1,9}", kept) else form.cleaned_data["base"],
        editor=get_editor(request),
    )


def next_address(request, assessment, found, item):
    """The next open question after this one; the list where none is open or the person asked for it."""
    is_open = {view.item.id: view.state == "open" for view in found.views}
    follows = None if request.POST.get("go") == "list" else next_open(found.order, item, is_open)
    if follows is None:
        return reverse("consensus", args=[assessment.pk])
    return reverse("consensus_item", args=[assessment.pk, follows])


def show(request, assessment, found, form, status):
    order, item = found.order, form.view.item.id
    place = order.index(item)
    notes = [(GROUP_NAMES[group], text) for group, text in found.opened.notes.get(item, [])]
    context = {
        "assessment": assessment,
        "form": form,
        "view": form.view,
        "opened": found.opened.views,
        "notes": notes,
        "place": place + 1,
        "total": len(order),
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
        "page_errors": bool(form.conflict),
        "writable": assessment.rights.may_edit and not assessment.is_submitted,
    }
    return render(request, "consensus_item.html", context, status=status)
