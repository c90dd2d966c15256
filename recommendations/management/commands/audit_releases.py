"""Whether the stored releases say what they said, and whether together they give a municipality away."""

import sys
from itertools import groupby

from django.core.management.base import BaseCommand

from recommendations.aggregation import Policy, audit, cells_of
from recommendations.digest import release_digest
from recommendations.figures import figure_ids
from recommendations.members import read_past
from recommendations.models import Release


class Command(BaseCommand):
    help = (
        "Prüft Prüfsummen und Nachweise aller Freigaben und ob sich aus ihnen zusammen eine Kommune ausrechnen lässt."
    )

    def handle(self, **options):
        """Exit code 1 where anything was found."""
        stored = Release.objects.select_related("programme", "ledger").order_by("programme", "instrument", "date")
        found = 0
        for _, releases in groupby(stored, key=lambda each: (each.programme_id, each.instrument)):
            found += self.audit(list(releases))
        if found:
            self.stderr.write(f"{found} Befunde.")
            sys.exit(1)
        self.stdout.write("Keine Befunde.")

    def audit(self, releases):
        """Prints a line for each of the releases of one programme and instrument. Returns how many findings."""
        complete = all(hasattr(each, "ledger") and read_policy(each) for each in releases)
        broken = find_breaches(releases) if complete else []
        findings = {each.pk: [*find_faults(each), *broken_on(each, broken)] for each in releases}
        for each in releases:
            said = "; ".join(findings[each.pk]) or "in Ordnung"
            self.stdout.write(f"{each.programme.name}, {each.date:%d.%m.%Y}, {each.instrument}: {said}")
        return sum(map(len, findings.values()))


def find_faults(release):
    faults = [] if release_digest(release) == release.digest else ["die Prüfsumme stimmt nicht"]
    faults += [] if read_policy(release) else ["das Regelwerk ist keines"]
    if not hasattr(release, "ledger"):
        return [*faults, "der Nachweis fehlt"]
    return faults if matches_ledger(read_past(release)) else [*faults, "der Nachweis passt nicht zu den Zahlen"]


def read_policy(release):
    """None where what is stored is no policy."""
    try:
        return Policy(**release.policy)
    except (TypeError, ValueError):
        return None


def matches_ledger(past):
    """Whether each figure of that day says it is of as many municipalities as the ledger has."""
    return all(
        says.get("n") == sum(figure in entry.prints for entry in past.ledger.values() if cell in cells_of(entry))
        for cell, figures in past.content.items()
        for figure, says in figures.items()
        if says.get("date") == past.date
    )


def find_breaches(releases):
    """[(threshold, Finding)] with each threshold that was in force for one of them."""
    history, figures = [read_past(each) for each in releases], figure_ids(releases[0].instrument)
    policies = {policy.mean: policy for policy in map(read_policy, releases)}
    return [(least, finding) for least, policy in policies.items() for finding in audit(history, figures, policy)]


def broken_on(release, breaches):
    """A line for each figure. Without names: what can be computed must not be read here."""
    return [
        f"{finding.figure}: Werte von weniger als {least} Kommunen lassen sich ausrechnen"
        for least, finding in breaches
        if (least, finding.date) == (read_policy(release).mean, release.date.isoformat())
    ]
