import pytest
from django.urls import reverse

from recommendations import actions
from tests.programmes import make_participants, make_shares
from tests.queries import at_most
from tests.recommendations.release_pages import text_of

pytestmark = pytest.mark.django_db


def show(funding, release, recommendation="F1.1"):
    return funding.client().get(reverse("release_recommendation", args=[release.pk, recommendation]))


def test_page_has_the_need_its_parts_and_the_text(funding):
    page = show(funding, funding.release())

    said = text_of(page)
    assert page.context["need"].figure.n == 20
    assert "Übernahme und Betrieb fördern, nicht nur Neues" in said
    assert "Was bei der Empfehlung selbst noch fehlt" in said
    assert "Wir bitten Sie, im nächsten Aufruf" in said
    assert "Hoch ist ein Bedarf ab 55, mittel ab 30." in said
    assert [cell.id for cell, _ in page.context["laender"].rows] == ["land:09"]
    assert [cell.id for cell, _ in page.context["sizes"].rows] == ["size:2"]
    assert page.context["chart"] is None


def test_municipal_recommendation_has_no_answer(funding):
    said = text_of(show(funding, funding.release(), "K1.2"))

    assert "Bedarf im Programm" in said
    assert "Ihre Antwort an die Kommunen" not in said
    assert "In kleinen Verwaltungen" in said


@pytest.mark.parametrize("recommendation", ["B1", "F9.9", "readiness"])
def test_what_is_no_recommendation_is_not_found(funding, recommendation):
    assert show(funding, funding.release(), recommendation).status_code == 404


def test_history_shows_this_release_and_those_before(funding):
    first = funding.release(60)
    make_shares(funding.programme, make_participants(1, land="09", size_class=2, programme=funding.programme))
    second = funding.release(30)
    funding.release()

    page = show(funding, second)

    points = page.context["history"]
    assert [(point.day, point.figure.kept, point.is_last) for point in points] == [
        (first.date, False, False),
        (second.date, True, True),
    ]
    assert [mark.label for mark in page.context["chart"].marks] == [points[0].figure.mean_text, ""]
    assert f"Wert vom {first.date:%d.%m.%Y} . Ein neuer fehlt" in text_of(page)


def test_need_that_is_not_published_says_why(funding):
    release = funding.release()
    release.content["programme"]["F1.1"] = {"reason": "derivable"}
    release.save()

    said = text_of(show(funding, release))

    assert "Nicht veröffentlicht (ließe sich mit früheren Freigaben zurückrechnen)." in said
    assert "Was bei der Empfehlung selbst noch fehlt" not in said


def test_few_municipalities_have_no_quartiles_and_shares(funding):
    release = funding.release()
    for statistic in ("quartiles", "shares"):
        release.content["programme"]["F1.1"][statistic] = None
    release.save()

    assert "Anteile erscheinen ab 10 Kommunen, Median und Viertel ab 8." in text_of(show(funding, release))


def test_page_shows_all_versions_of_the_answer(funding):
    for number, text in enumerate(["Wir prüfen das.", "Steht im Aufruf."]):
        actions.publish_answer(
            programme=funding.programme,
            recommendation="F1.1",
            status="planned",
            text=text,
            base_number=number,
            user=funding.user,
        )

    said = text_of(show(funding, funding.release()))

    assert said.index("Steht im Aufruf.") < said.index("Wir prüfen das.")


def test_queries_do_not_grow_with_releases_and_versions(funding):
    for days in (60, 30):
        funding.release(days)
    release, client = funding.release(), funding.client()

    with at_most(6):
        client.get(reverse("release_recommendation", args=[release.pk, "F1.1"]))
