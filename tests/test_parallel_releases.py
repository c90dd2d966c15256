"""Releases, sharing and answers with several people at once."""

import time
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from assessments.actions import delete_assessment
from recommendations import consent
from recommendations.actions import (
    AnswerChanged,
    Refusal,
    ReleaseRefused,
    make_release,
    publish_answer,
    share_assessments,
    withdraw_share,
)
from recommendations.models import FunderAnswer, Ledger, Release, Share, SharedFigures
from tests.programmes import LEAD, make_participants, make_programme, make_share, make_shares, make_submitted
from tests.test_parallel import together

pytestmark = pytest.mark.django_db(transaction=True)
SHARING = 8


@pytest.fixture
def programme():
    towns = make_participants(SHARING)
    programme = make_programme(municipalities=towns)
    make_shares(programme, towns)
    return programme


def release(programme):
    """What is stored, or why nothing was."""
    try:
        return make_release(programme=programme, day=timezone.localdate())
    except ReleaseRefused as refused:
        return refused.reason


def test_two_release_at_once(programme):
    done = together([lambda: release(programme)] * 2)

    made = Release.objects.get()
    assert sorted(done, key=str) == sorted([made, Refusal.TAKEN], key=str)
    assert len(Ledger.objects.get(release=made).members["members"]) == SHARING


def test_withdrawals_while_releasing_are_in_or_out_as_a_whole(programme):
    shares = list(programme.shares.all()[:3])
    calls = [lambda share=share: withdraw_share(share=share, editor=LEAD) for share in shares]

    together([*calls[:2], lambda: release(programme), *calls[2:]])

    made = Release.objects.get()
    counted = Ledger.objects.get(release=made).members["members"]
    assert made.shared == len(counted) == made.content["programme"]["B1"]["n"]
    assert SHARING - 3 <= made.shared <= SHARING
    assert SharedFigures.objects.count() == Share.objects.in_force().count() == SHARING - 3


def test_release_waits_for_a_withdrawal_and_sees_it(programme):
    share, withdrawn = programme.shares.first(), Event()

    def withdraw():
        with transaction.atomic():
            withdraw_share(share=share, editor=LEAD)
            withdrawn.set()
            time.sleep(0.5)

    def release_it():
        withdrawn.wait()
        return release(programme)

    _, made = together([withdraw, release_it])

    assert made.shared == SHARING - 1
    assert str(share.municipality_id) not in Ledger.objects.get(release=made).members["members"]


def test_share_while_releasing_is_in_or_out_as_a_whole(programme):
    town = make_participants(1, programme=programme)[0]
    assessment = make_submitted(town)

    together([lambda: make_share(programme, town, assessment=assessment), lambda: release(programme)])

    made = Release.objects.get()
    counted = Ledger.objects.get(release=made).members["members"]
    assert made.shared == len(counted) == made.content["programme"]["B1"]["n"] == SHARING + (str(town.pk) in counted)


def test_release_while_an_assessment_is_deleted(programme):
    assessment = programme.shares.first().assessment

    together([lambda: delete_assessment(assessment=assessment, editor=LEAD), lambda: release(programme)])

    made = Release.objects.get()
    assert made.shared == len(Ledger.objects.get(release=made).members["members"])
    assert SharedFigures.objects.count() == SHARING - 1


def test_share_is_sent_twice(programme):
    town = make_participants(1, programme=programme)[0]
    assessment = make_submitted(town)

    def share():
        return share_assessments(
            programme=programme,
            municipality=town,
            assessments=[assessment],
            consent_version=consent.CURRENT,
            editor=LEAD,
        )

    done = together([share] * 4)

    assert sorted(map(len, done)) == [0, 0, 0, 1]
    assert Share.objects.filter(municipality=town).count() == 1


def test_withdrawal_is_sent_twice(programme):
    share = programme.shares.first()

    together([lambda: withdraw_share(share=share, editor=LEAD)] * 4)

    assert share.municipality.history.filter(kind="share_withdrawn").count() == 1


def test_withdrawal_while_the_assessment_is_deleted(programme):
    shares = list(programme.shares.select_related("assessment__project__municipality"))
    calls = [
        call
        for share in shares[:4]
        for call in (
            lambda share=share: withdraw_share(share=share, editor=LEAD),
            lambda share=share: delete_assessment(assessment=share.assessment, editor=LEAD),
        )
    ]

    together(calls)

    ended = Share.objects.filter(pk__in=[share.pk for share in shares[:4]])
    assert {share.assessment_id for share in ended} == {None}
    assert SharedFigures.objects.count() == Share.objects.in_force().count() == SHARING - 4


def test_two_answer_the_same_recommendation(programme):
    def answer(text):
        try:
            return publish_answer(
                programme=programme, recommendation="F1.1", status="planned", text=text, base_number=0, user=None
            ).text
        except AnswerChanged as changed:
            return changed.current.text

    done = together([lambda text=text: answer(text) for text in ("Eins.", "Zwei.", "Drei.")])

    assert set(done) == {FunderAnswer.objects.get().text}
