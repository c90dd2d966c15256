"""Programmes and who takes part in them. Invented places and programmes only."""

from datetime import timedelta
from functools import lru_cache

from django.utils import timezone

from assessments.access import Editor
from assessments.actions import add_typed_municipality
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer, Assessment, Municipality, Project
from recommendations import actions, consent
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.models import FunderMembership, Participation, Programme
from tests.cast import make_user

LEAD = Editor(key="c" * 32, name="Leitung (erfunden)")


def make_programme(name="Digitale Orte (erfunden)", municipalities=(), **fields):
    """A programme in which these municipalities take part."""
    values = {"funder": "Ministerium für Erprobung (erfunden)", "key": "5a" * 32, **fields}
    programme = Programme.objects.create(name=name, **values)
    add_participants(programme, municipalities)
    return programme


def add_participants(programme, municipalities):
    Participation.objects.bulk_create(
        Participation(programme=programme, municipality=municipality, round="1") for municipality in municipalities
    )


def make_participants(number, *, land="09", size_class=2, programme=None):
    """So many new municipalities; with a programme they take part in it."""
    start = Municipality.objects.count()
    made = [
        add_typed_municipality(name=f"Musterort {start + place} (erfunden)", land=land, size_class=size_class)
        for place in range(1, number + 1)
    ]
    if programme:
        add_participants(programme, made)
    return made


def make_funder(programme, email="foerderung@programm.example"):
    """A user who may read the programme and release; log in with cast.log_in."""
    user = make_user(email, name="Referat Förderung (erfunden)")
    FunderMembership.objects.create(programme=programme, user=user)
    return user


@lru_cache(maxsize=200)
def stored_result(answers):
    return evaluation_data(evaluate(CURRENT, dict(answers)))


def every_item(level):
    return {item.id: level for item in load_instrument(CURRENT).items}


def make_submitted(municipality, *, answers=None, level=2, days_ago=0, project=None, name="Pegelmessung"):
    """A submitted assessment of a project that the municipality holds. `answers` go over `level`, which is the answer
    to all items, or to none where it is None."""
    given = {**(every_item(level) if level is not None else {}), **(answers or {})}
    project = project or Project.objects.create(
        municipality=municipality, tenant=municipality, name=name, phase="pilot"
    )
    moment = timezone.now() - timedelta(days=days_ago)
    result = stored_result(tuple(sorted(given.items())))
    assessment = Assessment.objects.create(
        project=project, instrument=CURRENT, scope="full", created_at=moment, submitted_at=moment, result=result
    )
    Answer.objects.bulk_create(
        Answer(assessment=assessment, item=item, value=str(value), updated_at=moment) for item, value in given.items()
    )
    return assessment


def make_share(programme, municipality, *, assessment=None, editor=LEAD, **fields):
    """The share of a submitted assessment: this one, or a new one with the `fields` of make_submitted."""
    assessment = assessment or make_submitted(municipality, **fields)
    return actions.share_assessments(
        programme=programme,
        municipality=municipality,
        assessments=[assessment],
        consent_version=consent.CURRENT,
        editor=editor,
    )[0]


def make_shares(programme, municipalities, **fields):
    """One share of each, all alike but for the level, which goes round from 0 to 4 unless `fields` say it."""
    return [
        make_share(programme, municipality, **{"level": place % 5, **fields})
        for place, municipality in enumerate(municipalities)
    ]


def make_release(programme, date=None, user=None):
    """Today's release, or that of an earlier day. At least five municipalities must have shared."""
    return actions.make_release(programme=programme, day=date or timezone.localdate(), user=user)


def six_of_eight():
    """A programme with eight municipalities of one Land and size class, of which six share."""
    towns = make_participants(8)
    programme = make_programme(municipalities=towns)
    make_shares(programme, towns[:6])
    return programme


def town_of(programme, place):
    return list(programme.participations.order_by("pk"))[place].municipality


def today():
    return timezone.localdate()


def ago(days):
    return today() - timedelta(days=days)
