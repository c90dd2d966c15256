"""Twenty at once: nothing is lost, nobody is locked out, nothing fails."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.actions import continue_assessment, delete_assessment, submit_assessment
from assessments.forms import digest
from assessments.instrument import CURRENT, load_instrument
from assessments.models import Answer, Assessment
from recommendations.models import Measure
from tests.cast import ANNA, make_assessment, open_link

pytestmark = pytest.mark.django_db(transaction=True)
ITEMS = [item.id for item in load_instrument(CURRENT).items][:20]


@pytest.fixture
def story():
    assessment, token = make_assessment()
    return open_link(Client(), token), assessment


def together(calls):
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def poster(client, name, assessment, data=None, **kwargs):
    """A POST from another tab of the same browser."""
    tab = Client()
    tab.cookies.update(client.cookies)
    url = reverse(name, kwargs={"assessment_id": assessment.pk, **kwargs})
    return lambda: tab.post(url, data or {})


def change(item, value, before=""):
    return {f"{item}-value": value, f"{item}-base": "0", f"{item}-seen": digest(before, "")}


def test_different_questions(story):
    client, assessment = story

    done = together([poster(client, "answer", assessment, change(item, "3"), item=item) for item in ITEMS])

    assert [response.status_code for response in done] == [200] * 20
    assert sorted(Answer.objects.filter(value="3").values_list("item", flat=True)) == sorted(ITEMS)


def test_same_question(story):
    client, assessment = story
    values = [str(number % 5) for number in range(20)]

    done = together([poster(client, "answer", assessment, change("B1.1", value), item="B1.1") for value in values])

    stored = Answer.objects.get()
    kept = [response.status_code for response, value in zip(done, values, strict=True) if value == stored.value]
    assert {response.status_code for response in done} == {200, 409}
    assert set(kept) == {200}


def test_save_and_submit(story):
    client, assessment = story
    calls = [poster(client, "answer", assessment, change(item, "3"), item=item) for item in ITEMS]
    calls[5:5] = [poster(client, "submit", assessment)] * 2

    done = together(calls)

    saved = sum(response.status_code == 200 for response in done)
    assert {response.status_code for response in done} <= {200, 302, 409}
    assert Answer.objects.count() == saved


def test_recommendation_is_taken_once(story):
    client, assessment = story

    done = together([poster(client, "take", assessment, {"take": "K1.2"}) for _ in range(20)])

    assert [response.status_code for response in done] == [302] * 20
    assert Measure.objects.count() == 1


def test_every_new_check_of_one_browser_can_be_opened(story):
    client, assessment = story
    submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)

    done = together([poster(client, "continue_assessment", assessment) for _ in range(10)])

    pages = [client.get(response.url) for response in done]
    assert [page.status_code for page in pages] == [200] * 10
    assert all(page.context["link"] for page in pages)


def test_delete_and_everything_else(story):
    client, assessment = story
    calls = [poster(client, "answer", assessment, change(item, "3"), item=item) for item in ITEMS[:8]]
    calls += [poster(client, "take", assessment, {"take": "K1.2"}), poster(client, "submit", assessment)]
    calls[4:4] = [poster(client, "delete", assessment, {"sure": "on"})] * 2

    done = together(calls)

    assert {response.status_code for response in done} <= {200, 302, 404, 409}
    assert not Assessment.objects.exists()
    assert not Answer.objects.exists()
    assert not Measure.objects.exists()


def test_uploads_of_one_unknown_municipality(story, settings):
    from recommendations.document import document_text
    from recommendations.example import current_document, earlier_document
    from tests.recommendations.files import TODAY, upload

    # On a busy machine one of eight may not get at the counter of uploads in time (test_parallel_limits.py).
    settings.RATE_LIMITS = {}
    assert earlier_document(TODAY).project
    text = document_text(current_document(TODAY)).replace('"ags": null', '"ags": "09999999"')
    assert '"09999999"' in text

    done = together([lambda: upload(Client(), text)] * 8)

    assert [response.status_code for response in done] == [302] * 8
    assert Assessment.objects.filter(project__municipality__ags="09999999").count() == 8


def test_continue_what_was_just_deleted(story):
    _, assessment = story
    submit_assessment(assessment=assessment, evaluate=lambda answers: {}, editor=ANNA)
    assessment.refresh_from_db()
    delete_assessment(assessment=Assessment.objects.get(pk=assessment.pk), editor=ANNA)

    with pytest.raises(Assessment.DoesNotExist):
        continue_assessment(assessment=assessment, editor=ANNA)
