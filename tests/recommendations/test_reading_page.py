"""Where the sources to read on are shown: under each recommendation on screen, and in the report; as text alone."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from assessments.instrument import CURRENT
from recommendations.evaluation import evaluate
from recommendations.reading import further_reading
from recommendations.result.advice import recommendation_views
from tests.cast import log_in, make_member, make_municipality
from tests.programmes import every_item, make_submitted

LINK = re.compile(r'(?:href|src|action)="(?!#)(?!/)')


@pytest.mark.django_db
def test_result_shows_the_sources_of_every_recommendation_and_links_to_none():
    municipality = make_municipality()
    assessment = make_submitted(municipality, level=1)

    html = log_in(make_member(municipality, "read")).get(reverse("result", args=[assessment.pk])).content.decode()

    for shown in ("K1.1", "K6.1", "F1.1"):
        for reading in further_reading(shown):
            assert reading.source.address in html
            assert reading.finds in html
    assert html.count("Zum Weiterlesen (") == 28
    assert LINK.findall(html) == []


def test_a_link_to_elsewhere_would_be_noticed():
    assert LINK.findall('<a href="https://example.org">') != []
    assert LINK.findall('<a href="/methode/"><a href="#K1.1">') == []


def test_report_names_the_sources_of_a_recommendation():
    evaluation = evaluate(CURRENT, every_item(1))
    view = recommendation_views(evaluation, evaluation.municipal)[0]

    html = render_to_string("report/_recommendation.html", {"view": view, "small": False})

    assert view.reading == further_reading(view.id) != ()
    assert [f"„{reading.source.title}“, {reading.source.edition}" in html for reading in view.reading] == [
        True for _ in view.reading
    ]
