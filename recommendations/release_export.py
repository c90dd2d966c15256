"""What the files of a release are made from, and what they are called."""

from django.utils.text import slugify

from assessments.municipalities import search_key
from recommendations.release_table import ReleaseFacts


def read_facts(release):
    programme = release.programme
    return ReleaseFacts(
        id=str(release.pk),
        programme=programme.name,
        funder=programme.funder,
        starts=programme.starts,
        date=release.date,
        instrument=release.instrument,
        policy=release.policy,
        listed=release.listed,
        shared=release.shared,
        content=release.content,
    )


def release_file_name(facts, ending):
    """freigabe-digitale-orte-2026-11-23.csv: ASCII letters, digits and hyphens only."""
    name = slugify(search_key(facts.programme))[:60].strip("-") or "programm"
    return f"freigabe-{name}-{facts.date:%Y-%m-%d}.{ending}"
