"""Changes of cost lines: what the history tells of them, and when they are possible."""

from decimal import Decimal

import pytest
from django.utils import timezone

from assessments.models import HistoryEntry
from recommendations import actions
from tests.cast import ANNA, make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_assessment()[0]


def make_cost(assessment):
    fields = {"side": "cost", "kind": "hosting", "label": "Funkplattform", "yearly": Decimal("3400.00")}
    return actions.add_cost(assessment=assessment, fields=fields, editor=ANNA)


def test_history_tells_every_change(story):
    line = make_cost(story)
    changed = actions.edit_cost(
        assessment=story, line=line, fields={"yearly": Decimal(1)}, base_revision=1, editor=ANNA
    )
    actions.edit_cost(assessment=story, line=line, fields={"yearly": Decimal(1)}, base_revision=1, editor=ANNA)
    actions.remove_cost(assessment=story, line=line, base_revision=changed.revision, editor=ANNA)
    actions.remove_cost(assessment=story, line=line, base_revision=2, editor=ANNA)

    told = HistoryEntry.objects.filter(kind__startswith="cost_").order_by("at")
    assert [(entry.kind, entry.subject, entry.changes) for entry in told] == [
        ("cost_added", "Funkplattform", {}),
        ("cost_changed", "Funkplattform", {"yearly": ["3400.00", "1"]}),
        ("cost_removed", "Funkplattform", {}),
    ]


def test_sheet_stays_editable_after_the_check_is_submitted(story):
    story.submitted_at = timezone.now()
    story.result = {}
    story.save()

    assert make_cost(story).pk is not None
