"""What can be done so often from one address: counted for all processes, said on a page, nothing half done."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions.accounts import make_login_token
from assessments.models import Assessment, Counter, Project
from recommendations.document import document_text
from recommendations.export import get_document
from tests.cast import make_assessment, make_user, open_link

pytestmark = pytest.mark.django_db
TYPED = "?umfang=kurz&name=Musterbach&land=09&size_class=2"
PROJECT = {"name": "Sensoren im Kanal", "phase": "pilot", "description": "Misst Pegel."}


@pytest.fixture(autouse=True)
def narrow(settings):
    settings.RATE_LIMITS = dict.fromkeys(("start", "upload", "pdf", "xlsx", "docx", "link", "mail"), "2/h/ip")


def start(client=None, **headers):
    return (client or Client()).post(reverse("describe_project") + TYPED, PROJECT, headers=headers)


def statuses(ask, times=3, **more):
    return [ask(**more).status_code for _ in range(times)]


def wrong_link(name="open_link", **headers):
    return Client().get(reverse(name, args=["x" * 32]), headers=headers)


def test_third_start_is_refused_and_says_until_when():
    assert statuses(start, 2) == [302, 302]
    before = Project.objects.count()
    earliest = timezone.localtime() + timedelta(seconds=3590)

    refused = start()

    text = refused.content.decode()
    assert refused.status_code == 429
    assert 3590 <= int(refused["Retry-After"]) <= 3600
    assert {f"{earliest:%H:%M}", f"{earliest + timedelta(seconds=20):%H:%M}"} & set(
        text.split("<strong>")[1].split(" Uhr")[:1]
    )
    assert "Misst Pegel." in text
    assert "sehr viele Checks begonnen" in text
    assert (Project.objects.count(), Assessment.objects.count()) == (before, 2)


def test_who_has_begun_goes_on():
    assessment, token = make_assessment()
    client = open_link(Client(), token)
    assert statuses(start, 3, client=client)[-1] == 429

    url = reverse("answer", args=[assessment.pk, "B1.1"])
    client.post(url, {"B1.1-value": "3", "B1.1-note": "", "B1.1-base": "0", "B1.1-seen": ""})
    assert assessment.answers.get().value == "3"


def test_limit_ends_after_its_time():
    statuses(start)
    for counter in Counter.objects.all():
        assert counter.expires - timezone.now() <= timedelta(hours=1)
    Counter.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert start().status_code == 302


def test_other_address_has_its_own_limit(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert statuses(start, 3, **{"X-Forwarded-For": "203.0.113.7"}) == [302, 302, 429]

    assert start(**{"X-Forwarded-For": "203.0.113.8"}).status_code == 302


def test_address_that_the_client_makes_up_does_not_help(settings):
    """The proxy adds the true address at the end; without a proxy the header counts for nothing."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [start(**{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}).status_code for number in range(3)]
    assert answers == [302, 302, 429]

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    answers = [start(**{"X-Forwarded-For": f"198.51.100.{number}"}).status_code for number in range(3)]
    assert answers == [302, 302, 429]


def test_network_of_ipv6_is_one_address(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    one = [start(**{"X-Forwarded-For": f"2001:db8:1:2::{number}"}).status_code for number in range(3)]

    assert one == [302, 302, 429]
    assert start(**{"X-Forwarded-For": "2001:db8:1:3::1"}).status_code == 302


def test_stored_counter_tells_neither_address_nor_action(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    start(**{"X-Forwarded-For": "203.0.113.7"})
    keys = list(Counter.objects.values_list("cache_key", flat=True))

    assert [len(key) for key in keys] == [64]
    settings.SECRET_KEY = "another-" * 8
    start(**{"X-Forwarded-For": "203.0.113.7"})
    assert Counter.objects.count() == 2


@pytest.mark.parametrize("name", ["open_link", "open_respondent_link", "open_invitation"])
def test_wrong_links_are_counted_together_and_right_ones_not(name):
    token = make_assessment()[1]
    assert {open_link(Client(), token).get("/").status_code for _ in range(4)} == {200}
    assert statuses(wrong_link, 3, name=name) == [404, 404, 429]

    refused = Client().get(reverse("open_link", args=[token]))

    assert (refused.status_code, refused["Referrer-Policy"]) == (429, "no-referrer")
    assert "Links aufgerufen, die es nicht gibt" in refused.content.decode()


def test_right_link_writes_no_counter():
    open_link(Client(), make_assessment()[1])

    assert Counter.objects.count() == 0


def test_wrong_login_links_are_counted():
    user = make_user("a@musterbach.example")
    wrong = reverse("login_link", args=[user.pk, "falsch"])
    assert [Client().get(wrong).status_code, Client().post(wrong).status_code] == [410, 410]

    assert Client().get(reverse("login_link", args=[user.pk, make_login_token(user=user)])).status_code == 429


def test_uploads_are_counted_whether_they_can_be_read_or_not(tmp_path):
    file = tmp_path / "stand.json"
    file.write_text(document_text(get_document(make_assessment({"B1.1": 3})[0])))
    before = Assessment.objects.count()

    answers = []
    for content in (b"{", file.read_bytes(), file.read_bytes()):
        (tmp_path / "sent.json").write_bytes(content)
        with (tmp_path / "sent.json").open("rb") as sent:
            answers.append(Client().post(reverse("upload"), {"file": sent}).status_code)

    assert answers == [422, 302, 429]
    assert Assessment.objects.count() == before + 1


def test_tables_are_counted_only_where_they_are_made():
    assessment, token = make_assessment({"B1.1": 3})
    client = open_link(Client(), token)
    url = reverse("download_xlsx", args=[assessment.pk])
    assert {client.get(url).status_code for _ in range(4)} == {200}

    for value in (1, 2):
        assessment.answers.update(value=value)
        last = client.get(url)

    assert last.status_code == 429
    assert "sehr viele Tabellen erstellt" in last.content.decode()


def test_mails_of_a_stranger_are_limited_by_address(settings):
    """A session costs nothing: each would have its own five."""
    settings.EMAIL_HOST = "mail.example.org"
    said = []
    for _ in range(3):
        settings.RATE_LIMITS = {"mail": "2/h/ip"}
        client = Client()
        link = start(client).url
        said.append(client.post(link, {"do": "mail", "email": "amt@musterbach.example"}).status_code)

    assert said == [302, 302, 422]
    assert len(mail.outbox) == 2


def test_answer_to_htmx_is_a_part_of_a_page():
    statuses(start)

    text = start(**{"HX-Request": "true"}).content.decode()

    assert text.lstrip().startswith("<div")
    assert "sehr viele Checks begonnen" in text


def test_limit_that_is_off(settings):
    settings.RATE_LIMITS = {}

    assert set(statuses(start, 4)) == {302}
    assert Counter.objects.count() == 0


def test_counter_that_cannot_be_written_refuses_nobody_who_reads():
    """A read-only database: the table made from an unchanged check is still there for its team."""
    assessment, token = make_assessment({"B1.1": 3})
    client = open_link(Client(), token)
    url = reverse("download_xlsx", args=[assessment.pk])
    with connection.execute_wrapper(refuse_writes):
        cache.set("written", "x")
        assert cache.get("written") is None
        response = client.get(url)

    assert response.status_code == 200


def refuse_writes(execute, sql, params, many, context):
    from django.db import OperationalError

    if sql.split()[0] in {"INSERT", "UPDATE", "DELETE"}:
        raise OperationalError("attempt to write a readonly database")
    return execute(sql, params, many, context)


def test_time_of_the_page_is_that_of_germany():
    statuses(start)
    text = start().content.decode()
    shown = text.split("<strong>")[1].split(" Uhr")[0]

    again = timezone.localtime() + timedelta(hours=1)
    assert abs(datetime.strptime(shown, "%H:%M").hour - again.hour) in {0, 1, 23}
