"""A text that could not be stored is handed back, whatever page it was typed on."""

import importlib
import pkgutil

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

import assessments
import recommendations
from assessments.forms import CleanTextField
from assessments.typed_text import MAX_FIELDS, MAX_LENGTH, label_of
from recommendations.entry_forms import SEEN, name_of
from recommendations.entry_list import SPECS
from recommendations.text_labels import TEXT_KINDS
from tests import outages
from tests.cast import make_assessment, open_link

# A line that is quickly typed again, or that has to be found anew: an address, a search, a one-time code.
SHORT = {"q", "editor", "email", "code", "basis"}
CONCEPT = "Weniger Fahrten.\nDer Winterdienst weiß vorher, wo es glatt wird."


def form_classes():
    for package in (assessments, recommendations):
        for module in pkgutil.iter_modules(package.__path__):
            if "forms" in module.name:
                importlib.import_module(f"{package.__name__}.{module.name}")
    return subclasses(forms.Form)


def subclasses(cls):
    found = {each for each in cls.__subclasses__() if each.__module__.startswith(("assessments.", "recommendations."))}
    return found.union(*map(subclasses, cls.__subclasses__()))


def test_every_free_text_of_a_form_has_a_label():
    """Of those that a form declares; no free text is added to one as it is made but those of SPECS (below)."""
    found = {
        (cls.__name__, name)
        for cls in form_classes()
        for name, field in cls.base_fields.items()
        if type(field) is CleanTextField and not isinstance(field.widget, forms.HiddenInput)
    }

    assert len(found) > 20
    assert {(cls, name) for cls, name in found if not label_of(name)} == {
        (cls, name) for cls, name in found if name in SHORT
    }


def test_every_text_that_a_project_tells_has_its_label():
    texts = [spec for spec in SPECS.values() if spec.kind in TEXT_KINDS]

    assert len(texts) > 50
    assert [label_of(name_of(spec.key)) for spec in texts] == [spec.label for spec in texts]
    assert max(spec.longest for spec in texts) < MAX_LENGTH
    others = [name_of(spec.key) for spec in SPECS.values() if spec.kind not in TEXT_KINDS]
    assert not any(map(label_of, [*others, *(SEEN + name_of(key) for key in SPECS)]))
    areas = [spec.key.partition(".")[0] for spec in texts]
    assert max(map(areas.count, areas)) < MAX_FIELDS


@pytest.mark.parametrize("name", ["password", "csrfmiddlewaretoken", "seen-concept-core", "base", "version", "project"])
def test_nothing_else_is_handed_back(name):
    assert label_of(name) is None


@pytest.fixture
def assessment(client, db):
    made, token = make_assessment({"K1.2": 1})
    open_link(client, token)
    return made


def assert_handed_back(response, status):
    assert response.status_code == status
    assert "Das hatten Sie geschrieben" in response.text
    assert SPECS["concept.core"].label in response.text
    assert CONCEPT in response.text


def test_concept_after_the_session_has_expired(assessment):
    sent = {"concept-core": CONCEPT, "seen-concept-core": "0:0000000000000000"}

    assert_handed_back(Client().post(reverse("concept_field", args=[assessment.pk, "core"]), sent), 404)


@pytest.mark.django_db(transaction=True)
def test_concept_while_the_database_is_away(assessment, client):
    client.raise_request_exception = False
    with outages.away():
        response = client.post(reverse("concept_field", args=[assessment.pk, "core"]), {"concept-core": CONCEPT})

    assert_handed_back(response, 503)


@pytest.mark.parametrize("sent", [{"name": "Neu", "phase": "idea"}, {"name": "", "phase": "idea"}])
def test_facts_of_a_project_whose_check_was_submitted_meanwhile(assessment, client, sent):
    client.post(reverse("submit", args=[assessment.pk]))

    response = client.post(
        reverse("edit_project", args=[assessment.pk]), {**sent, "description": "Drei Wochen Arbeit <b>"}
    )

    assert response.status_code == 409
    assert "Drei Wochen Arbeit &lt;b&gt;" in response.text
    assert client.get(reverse("edit_project", args=[assessment.pk])).text.count("Das hatten Sie geschrieben") == 0
