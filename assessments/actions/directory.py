"""The official directory of municipalities."""

from dataclasses import dataclass

from django.db import transaction

from assessments.models import Municipality
from assessments.municipalities import search_key, size_class


@dataclass(frozen=True, slots=True)
class ImportCounts:
    added: int
    updated: int
    retired: int


DIRECTORY_FIELDS = ("name", "kind", "land", "district", "postcode", "population", "area_ha")


@transaction.atomic
def import_directory(*, entries):
    """Make the stored directory equal to `entries`. One that is gone is deleted, or, if it is in use, kept and marked
    as no longer existing. Typed-in municipalities are left alone."""
    stored = {row.ags: row for row in Municipality.objects.filter(ags__isnull=False)}
    fresh = {entry.ags: entry for entry in entries}
    added = [to_municipality(entry) for ags, entry in fresh.items() if ags not in stored]
    changed = [stored[ags] for ags, entry in fresh.items() if ags in stored and apply_entry(stored[ags], entry)]
    gone = Municipality.objects.filter(ags__in=stored.keys() - fresh.keys(), is_current=True)
    retired = gone.count()
    Municipality.objects.bulk_create(added, batch_size=500)
    Municipality.objects.bulk_update(
        changed, [*DIRECTORY_FIELDS, "size_class", "search_key", "as_of", "is_current"], batch_size=500
    )
    gone.exclude(pk__in=Municipality.objects.in_use()).delete()
    gone.update(is_current=False)
    return ImportCounts(len(added), len(changed), retired)


def to_municipality(entry):
    municipality = Municipality(ags=entry.ags)
    apply_entry(municipality, entry)
    return municipality


def apply_entry(municipality, entry):
    """Take over what the directory says. Returns whether anything changed, the date included."""
    before = [getattr(municipality, field) for field in DIRECTORY_FIELDS] + [
        municipality.is_current,
        municipality.as_of,
    ]
    for field in DIRECTORY_FIELDS:
        setattr(municipality, field, getattr(entry, field))
    municipality.size_class = size_class(entry.population)
    municipality.search_key = search_key(entry.name)
    municipality.as_of, municipality.is_current = entry.as_of, True
    after = [getattr(municipality, field) for field in DIRECTORY_FIELDS] + [True, entry.as_of]
    return before != after
