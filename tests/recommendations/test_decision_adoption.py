"""What a decision rests on when a check of the project goes into an account: both sides keep it."""

import pytest

from assessments.access import hash_token
from assessments.actions import adopt_assessment, continue_assessment
from assessments.models import Assessment
from recommendations import actions
from recommendations.export import get_document
from tests.cast import ANNA, editor_of, make_member, make_municipality
from tests.recommendations.decision_samples import decided_document

pytestmark = pytest.mark.django_db


def decided(assessment):
    document = get_document(Assessment.objects.select_related("project__municipality").get(pk=assessment.pk))
    return document.entries, document.costs, document.indicators


def test_whoever_is_left_behind_keeps_what_the_decision_rests_on():
    document = decided_document()
    taken, token = actions.upload_document(document=document, editor=ANNA)
    left, _ = continue_assessment(assessment=taken, editor=ANNA)
    home = make_municipality("Nachbarbach (erfunden)")

    granted = (hash_token(token),)
    adopt_assessment(assessment=taken, municipality=home, granted=granted, editor=editor_of(make_member(home, "lead")))

    expected = (document.entries, document.costs, document.indicators)
    assert (decided(taken), decided(left)) == (expected, expected)
    assert Assessment.objects.get(pk=left.pk).project_id != Assessment.objects.get(pk=taken.pk).project_id


def test_each_goes_its_own_way_afterwards():
    taken, token = actions.upload_document(document=decided_document(), editor=ANNA)
    left, _ = continue_assessment(assessment=taken, editor=ANNA)
    home = make_municipality("Nachbarbach (erfunden)")
    editor = editor_of(make_member(home, "lead"))
    # As a page had read it before: the project is that of the lock, not the one it knows.
    stale = Assessment.objects.select_related("project").get(pk=left.pk)
    adopt_assessment(assessment=taken, municipality=home, granted=(hash_token(token),), editor=editor)

    actions.save_entries(assessment=stale, values={"costs.rise": "4"}, base={"costs.rise": 1}, editor=ANNA)

    assert (decided(taken)[0]["costs.rise"], decided(left)[0]["costs.rise"]) == ("2.5", "4")
