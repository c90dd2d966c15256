"""The cast of the tests: who and what the stories are about. Invented places only."""

from assessments.access import Editor
from assessments.actions import add_typed_municipality, save_answer, start_assessment

ANNA = Editor(key="a" * 32, name="Anna (Bauhof)")
BERND = Editor(key="b" * 32, name="")


def make_municipality():
    return add_typed_municipality(name="Musterbach (erfunden)", land="09", size_class=2)


def make_assessment(answers=None, *, scope="full"):
    """An open assessment with these answers. Returns (assessment, token)."""
    assessment, token = start_assessment(
        municipality=make_municipality(),
        project={"name": "Glättesensoren im Winterdienst", "phase": "pilot"},
        scope=scope,
    )
    for item, value in (answers or {}).items():
        save_answer(assessment=assessment, item=item, value=str(value), note="", base_revision=0, editor=ANNA)
    return assessment, token


def open_link(client, token):
    """Use the secret link as a person would: from here on the client's session may see the assessment."""
    response = client.get(f"/z/{token}/")
    assert response.status_code in {302, 303}
    return client
