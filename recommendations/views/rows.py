"""How a page shows that a cost line or an indicator was changed meanwhile: not a page of its own."""

from django.shortcuts import render

from assessments.access import get_editor
from assessments.forms import editor_text, moment_text


def show_conflict(request, template, form, current, **context):
    """What was typed stays in the form, now made against the stored row, whose other values stand above it."""
    data = request.POST.copy()
    data["revision"] = str(current.revision)
    context |= {
        "form": form.against(current, data),
        "differences": form.differences(current),
        "changed_by": editor_text(current, get_editor(request)),
        "changed_when": moment_text(current.updated_at),
    }
    return render(request, template, context, status=409)
