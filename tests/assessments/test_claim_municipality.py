import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from assessments.models import Claim, Membership, Municipality
from tests.cast import log_in, make_assessment, make_member, make_municipality, make_user

pytestmark = pytest.mark.django_db

URL = "/konto/kommune/"
TYPED = {"name": "Zweckverband Mustertal", "land": "09", "size_class": "2", "function": "Leitung Hauptamt"}


@pytest.fixture
def town():
    return Municipality.objects.create(
        ags="09999001", name="Musterbach (erfunden)", land="09", size_class=2, search_key="musterbach erfunden"
    )


def test_hit_leads_to_the_question_for_the_function(town):
    client = log_in(make_user())

    text = client.get(URL, {"q": "Musterbach"}).content.decode()
    assert f'href="{URL}?ags=09999001"' in text

    text = client.get(URL, {"ags": "09999001"}).content.decode()
    assert "Anfrage für Musterbach (erfunden)" in text
    assert 'name="land"' not in text


def test_search_while_typing_leads_back_here(client, town):
    hits = client.get(reverse("search_municipalities"), {"q": "Musterbach", "ziel": "anfrage"}).content.decode()

    assert f'href="{URL}?ags=09999001"' in hits


def test_claim_for_a_municipality_of_the_directory(town):
    user = make_user()

    response = log_in(user).post(f"{URL}?ags=09999001", {"function": "Leitung Hauptamt"}, follow=True)

    assert response.redirect_chain == [(reverse("account"), 302)]
    assert "Der Betrieb prüft sie" in response.content.decode()
    assert list(Claim.objects.values_list("user", "municipality", "function")) == [
        (user.pk, town.pk, "Leitung Hauptamt")
    ]


def test_claim_for_one_that_is_typed_in():
    log_in(make_user()).post(URL, TYPED)

    assert list(Claim.objects.values_list("name", "land", "size_class")) == [("Zweckverband Mustertal", "09", 2)]
    assert not Municipality.objects.exists()


@pytest.mark.parametrize("field", ["name", "land", "size_class", "function"])
def test_missing_field_is_named_and_the_rest_is_kept(field):
    response = log_in(make_user()).post(URL, TYPED | {field: ""})

    text = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fehler:" in text
    assert field == "function" or 'value="Leitung Hauptamt"' in text
    assert not Claim.objects.exists()


def unused(town):
    return None


def with_team(town):
    make_member(town, "lead", "leitung@musterbach.example")


def with_project(town):
    make_assessment(tenant=town)


def with_other_claim(town):
    log_in(make_user("andere@musterbach.example")).post(f"{URL}?ags=09999001", {"function": "IT"})


@pytest.mark.parametrize("prepare", [with_team, with_project, with_other_claim])
def test_answer_does_not_tell_whether_somebody_is_there(town, prepare):
    def claim(email):
        client = log_in(make_user(email))
        client.cookies["csrftoken"] = "x" * 32
        response = client.post(f"{URL}?ags=09999001", {"function": "IT"}, follow=True)
        [message] = response.context["messages"]
        return response.redirect_chain, str(message)

    before = claim("a@example.org")
    Claim.objects.all().delete()
    prepare(town)

    assert claim("b@example.org") == before


@pytest.mark.parametrize(
    ("email", "verified", "primary", "granted"),
    [
        ("amt@musterbach.example", True, True, True),
        ("amt@MUSTERBACH.example", True, True, True),
        ("amt@musterbach.example", False, True, None),
        ("amt@musterbach.example", True, False, None),
        ("amt@rathaus.musterbach.example", True, True, None),
        ("amt@musterbach.example.org", True, True, None),
        ("musterbach.example@example.org", True, True, None),
    ],
    ids=["verified", "other case", "not verified", "not primary", "subdomain", "longer domain", "in the local part"],
)
def test_own_domain_grants_the_claim(town, settings, email, verified, primary, granted):
    settings.MUNICIPALITY_DOMAINS = {"musterbach.example": "09999001"}
    user = make_user("jemand@example.org")
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=primary)

    response = log_in(user).post(f"{URL}?ags=09999001", {"function": "IT"}, follow=True)

    assert Claim.objects.get().granted is granted
    assert Membership.objects.filter(role="lead").exists() == bool(granted)
    assert ("Sie gehören jetzt als Leitung zum Team" in response.content.decode()) == bool(granted)


def test_sixth_open_claim_is_refused_and_the_text_kept():
    client = log_in(make_user())
    for number in range(5):
        client.post(URL, TYPED | {"name": f"Amt {number}"})

    response = client.post(URL, TYPED)

    assert response.status_code == 422
    assert "schon mehrere offene Anfragen" in response.content.decode()
    assert "Zweckverband Mustertal" in response.content.decode()


def test_member_is_told(town):
    response = log_in(make_member(town, "read")).post(f"{URL}?ags=09999001", {"function": "IT"}, follow=True)

    assert "Sie gehören schon zum Team" in response.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("ags", ["09999999", "x", "٣", "\0", ""])
def test_unknown_ags_asks_anew(ags):
    make_municipality()

    assert "Für welche Kommune fragen Sie an?" in log_in(make_user()).get(URL, {"ags": ags}).content.decode()
