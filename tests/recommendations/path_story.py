"""An open check whose project has entries, for the pages of the decision path and of the concept."""

from django.urls import reverse

from recommendations.actions import save_entries
from tests.cast import ANNA


def at(name, assessment, *more):
    return reverse(name, args=[assessment.pk, *more])


def save(assessment, editor=ANNA, **values):
    """Store entries by their keys, with "__" for the dot: path__benefit="yes"."""
    stored = {entry.key: entry.revision for entry in assessment.project.entries.all()}
    named = {key.replace("__", "."): value for key, value in values.items()}
    save_entries(assessment=assessment, values=named, base=stored, editor=editor)


def typed(client, address, **values):
    """What the page's form sends: the fields as shown, with these typed over."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return {**data, **{key.replace("__", "-"): value for key, value in values.items()}}


def stored(assessment):
    return {entry.key: entry.value for entry in assessment.project.entries.all()}


def text_of(response):
    return response.content.decode()
