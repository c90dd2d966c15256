"""How a page lets entries be changed: not a page of its own."""

from django.contrib import messages
from django.shortcuts import redirect, render

from assessments.access import get_editor
from assessments.forms import digest, editor_text, moment_text
from recommendations import actions
from recommendations.entry_forms import SEEN, EntriesForm, name_of
from recommendations.entry_list import SPECS
from recommendations.entry_words import in_words


def edit_entries(request, assessment, keys, template, done, message, **context):
    """The form of the entries `keys` in `template`, which gets `assessment`, `form`, `conflicts` and `context`.

    What is saved leads to the address `done` and is said as `message`. What somebody else changed meanwhile is shown
    above the form with 409; saving again then replaces it.
    """
    specs = [SPECS[key] for key in keys]
    form = EntriesForm(specs, stored_entries(assessment, keys), request.POST if request.method == "POST" else None)
    context |= {"assessment": assessment, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, template, context, status=422 if form.is_bound else 200)
    try:
        actions.save_entries(assessment=assessment, values=form.values(), base=form.base(), editor=get_editor(request))
    except actions.EntriesChanged as conflict:
        context |= conflict_context(request, specs, conflict.current)
        return render(request, template, context, status=409)
    messages.success(request, message)
    return redirect(done)


def stored_entries(assessment, keys):
    return {entry.key: entry for entry in assessment.project.entries.filter(key__in=keys)}


def conflict_context(request, specs, current):
    """What was typed stays in the form, now made against what is stored, which stands above it."""
    data = request.POST.copy()
    for key, entry in current.items():
        data[SEEN + name_of(key)] = f"{entry.revision}:{digest(entry.value, '')}"
    by_key = {spec.key: spec for spec in specs}
    editor = get_editor(request)
    conflicts = [
        {
            "label": by_key[key].label,
            "stored": in_words(by_key[key], entry.value) or "(leer)",
            "by": editor_text(entry, editor),
            "when": moment_text(entry.updated_at),
        }
        for key, entry in sorted(current.items())
    ]
    return {"form": EntriesForm(specs, current, data), "conflicts": conflicts}
