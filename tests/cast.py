"""The cast of the tests: who and what the stories are about. Invented places only, people by their function."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from assessments.access import Editor, hash_token, new_token
from assessments.actions import add_typed_municipality, start_assessment
from assessments.instrument import load_instrument
from assessments.models import Answer, HistoryEntry, Invitation, Membership, Respondent, Survey, User

ANNA = Editor(key="a" * 32, name="Anna (Bauhof)")
BERND = Editor(key="b" * 32, name="")
PASSWORD = "Winterdienst-und-Glätte"


def make_municipality(name="Musterbach (erfunden)"):
    return add_typed_municipality(name=name, land="09", size_class=2)


def make_assessment(answers=None, *, scope="full", tenant=None):
    """An open assessment with these answers. Returns (assessment, token); with a tenant the token is None."""
    assessment, token = start_assessment(
        municipality=tenant or make_municipality(),
        tenant=tenant,
        project={"name": "Glättesensoren im Winterdienst", "phase": "pilot"},
        scope=scope,
        editor=ANNA,
    )
    answer_all(assessment, answers or {})
    return assessment, token


def answer_all(assessment, answers, editor=ANNA):
    """Leaves of an unanswered assessment what save_answer would leave, answer by answer, in two queries: most stories
    begin with dozens of answers."""
    instrument = load_instrument(assessment.instrument)
    given = [(instrument.item(item).id, str(value)) for item, value in answers.items()]
    mark = {"revision": 1, "edited_by": editor.name, "editor_key": editor.key}
    Answer.objects.bulk_create(
        Answer(assessment=assessment, item=item, value=value, updated_at=timezone.now(), **mark)
        for item, value in given
    )
    tenant = assessment.project.tenant_id
    who = {"actor_id": editor.user_id, "actor_name": editor.name}
    HistoryEntry.objects.bulk_create(
        HistoryEntry(
            kind=HistoryEntry.Kind.ANSWER,
            assessment=assessment,
            municipality_id=tenant,
            subject=item,
            changes={"value": ["", value]},
            at=timezone.now(),
            **who,
        )
        for item, value in given
    )


def make_user(email="digitalamt@musterbach.example", name="Digitalamt Musterbach", **fields):
    return User.objects.create_user(email, PASSWORD, name=name, **fields)


def make_member(municipality, role, email=None):
    """A user with this role ("lead", "edit", "read") in the municipality."""
    user = make_user(email or f"{role}-{municipality.pk.hex[:8]}@musterbach.example", name=f"{role} Musterbach")
    Membership.objects.create(user=user, municipality=municipality, role=role)
    return user


def make_invitation(municipality, role="edit", email="", **fields):
    """An open invitation. Returns (invitation, token)."""
    now, token = timezone.now(), new_token()
    values = {"created_at": now, "expires_at": now + timedelta(days=14), **fields}
    link_hash = hash_token(token)
    return Invitation.objects.create(
        municipality=municipality, role=role, email=email, link_hash=link_hash, **values
    ), token


def log_in(user):
    """A new client in which the user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def editor_of(user):
    return Editor(user.pk.hex, user.shown_name, user.pk)


def make_respondent(assessment, *, name="Kämmerei", perspective="treasury", anonymous=False, **fields):
    """A respondent who has started. Returns (respondent, token of the own link)."""
    now = timezone.now()
    survey, _ = Survey.objects.get_or_create(
        assessment=assessment, defaults={"anonymous": anonymous, "created_at": now}
    )
    token = new_token()
    values = {
        "invitation_hash": hash_token(new_token()),
        "link_hash": hash_token(token),
        "created_at": now,
        "started_at": now,
        "expires_at": now + timedelta(days=60),
        **fields,
    }
    return Respondent.objects.create(survey=survey, name=name, perspective=perspective, **values), token


def open_link(client, token):
    """Use the secret link as a person would: from here on the client's session may see the assessment."""
    response = client.get(f"/z/{token}/")
    assert response.status_code in {302, 303}
    return client
