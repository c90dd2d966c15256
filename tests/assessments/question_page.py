"""The page of questions as a browser without JavaScript would use it."""

from django.urls import reverse

from assessments.actions import save_answer
from assessments.models import Answer
from tests.cast import BERND


def url(assessment, part="barriers", number=1):
    return reverse("questions", args=[assessment.pk, part, number])


def fields(client, assessment, **changes):
    """What a browser would send: the page as it is now, with changes like B1_1_value="2"."""
    data = {}
    for _, questions in client.get(url(assessment)).context["sections"]:
        for form in questions:
            data |= {form[name].html_name: str(form[name].value() or "") for name in ("value", "note", "base", "seen")}
    for key, value in changes.items():
        letter, second, name = key.split("_")
        data[f"{letter}.{second}-{name}"] = value
    return data


def stored():
    return {row.item: (row.value, row.note) for row in Answer.objects.all()}


def change(assessment, item="B1.1", value="1", note="", editor=BERND):
    current = Answer.objects.filter(item=item).first()
    return save_answer(
        assessment=assessment,
        item=item,
        value=value,
        note=note,
        base_revision=current.revision if current else 0,
        editor=editor,
    )
