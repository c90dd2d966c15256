"""What the bench works with: the example data, a check that is filled in, and programmes of any size. All invented."""

import random
from datetime import timedelta
from functools import cache

from django.core.management import call_command
from django.utils import timezone

from assessments.access import new_token
from assessments.actions import start_assessment
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer, Assessment, Municipality, Project
from recommendations import consent
from recommendations.evaluation import evaluate, evaluation_data
from recommendations.figures import assessment_values, pack_values
from recommendations.models import FunderMembership, Participation, Programme, Share, SharedFigures
from recommendations.shared_prints import sealed_prints
from tests.cast import ANNA, log_in, make_municipality, make_user

VARIANTS = 300
ROWS_AT_ONCE = 500
AGAIN_EVERY = 20


def load_example(sink):
    call_command("load_example", stdout=sink)


def make_check(name):
    """An open check with an answer to every item. Returns (assessment, token of its link)."""
    assessment, token = start_assessment(
        municipality=make_municipality(name),
        tenant=None,
        project={"name": "Glättesensoren im Winterdienst", "phase": "pilot"},
        scope="full",
        editor=ANNA,
    )
    moment = timezone.now()
    Answer.objects.bulk_create(
        Answer(assessment=assessment, item=item, value=str(value), revision=1, updated_at=moment)
        for item, value in answers_of(0).items()
    )
    return assessment, token


def answers_of(seed):
    """From a seeded generator: most lean to one side, a few are unknown or not applicable."""
    chance = random.Random(seed)
    leaning = chance.uniform(0.5, 3.5)
    return {
        item.id: chance.choices(
            [min(4, max(0, round(chance.gauss(leaning, 1.1)))), "unknown", "not_applicable"], WEIGHTS
        )[0]
        for item in load_instrument(CURRENT).items
    }


WEIGHTS = (92, 5, 3)


@cache
def packed(variant):
    result = evaluation_data(evaluate(CURRENT, answers_of(variant)))
    return pack_values(CURRENT, assessment_values(result))


def make_programme(number):
    """A programme in which so many municipalities take part and share, each with one submitted check."""
    programme = Programme.objects.create(
        name=f"Programm mit {number} (erfunden)", funder="Amt (erfunden)", key="5a" * 32
    )
    moment = timezone.now() - timedelta(days=1)
    places = [make_place(number, place) for place in range(number)]
    projects = [Project(municipality=place, tenant=place, name="Pegelmessung", phase="pilot") for place in places]
    checks = [
        Assessment(project=project, instrument=CURRENT, scope="full", created_at=moment, submitted_at=moment, result={})
        for project in projects
    ]
    shares = [make_share(programme, check, moment) for check in checks]
    figures = [
        with_values(SharedFigures(share=share, assessment=share.assessment, instrument=CURRENT), place)
        for place, share in enumerate(shares)
    ]
    taking_part = [Participation(programme=programme, municipality=place, round="1") for place in places]
    for rows in (places, projects, checks, shares, figures, taking_part):
        type(rows[0]).objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    return programme


def make_place(number, place):
    name = f"Musterort {number}-{place} (erfunden)"
    return Municipality(name=name, land=f"{1 + place % 16:02}", size_class=1 + place % 4, search_key=name.lower())


def make_share(programme, check, moment):
    return Share(
        programme=programme,
        municipality=check.project.municipality,
        assessment=check,
        project_name=check.project.name,
        submitted_at=moment,
        consent=consent.CURRENT,
        shared_at=moment,
        shared_by_name="Leitung (erfunden)",
    )


def answer_again(programme):
    """One in twenty counts with other figures from now on."""
    stored = SharedFigures.objects.filter(share__programme=programme).select_related("share__programme")
    rows = list(stored.order_by("share__municipality__name"))[::AGAIN_EVERY]
    for place, row in enumerate(rows):
        with_values(row, place + VARIANTS // 2)
    SharedFigures.objects.bulk_update(rows, ["data", "prints"], batch_size=ROWS_AT_ONCE)


def with_values(row, place):
    """The row with what the action that shares would store of one of the variants."""
    share, row.data = row.share, packed(place % VARIANTS)
    row.prints = sealed_prints(share.programme.key, str(share.municipality_id), row.instrument, row.data)
    return row


def make_funder(programmes):
    user = make_user(f"amt-{new_token()[:8].lower()}@programm.example", name="Amt (erfunden)")
    FunderMembership.objects.bulk_create(FunderMembership(programme=programme, user=user) for programme in programmes)
    return user


def session_cookie(user):
    return log_in(user).cookies["sessionid"].value
