"""Whether the stored releases say what they said, and whether together they give a municipality away."""

import sys
from itertools import groupby

from django.core.management.base import BaseCommand

from recommendations.aggregation import audit
from recommendations.figures import judged_ids
from recommendations.members import read_past
from recommendations.models import Release
from recommendations.release_checks import find_damage, find_faults, matches_shares, read_policy


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
        complete = not any(map(find_damage, releases))
        broken = find_breaches(releases) if complete else []
        findings = {each.pk: [*find_faults(each), *broken_on(each, broken)] for each in releases}
        if complete and not matches_shares(releases[-1]):
            findings[releases[-1].pk].append("der Nachweis passt nicht zu dem, was geteilt ist")
        for each in releases:
            said = "; ".join(findings[each.pk]) or "in Ordnung"
            self.stdout.write(f"{each.programme.name}, {each.date:%d.%m.%Y}, {each.instrument}: {said}")
        return sum(map(len, findings.values()))


def find_breaches(releases):
    """[(threshold, Finding)] with each threshold that was in force for one of them."""
    history, figures = [read_past(each) for each in releases], judged_ids(releases[0].instrument)
    policies = {policy.mean: policy for policy in map(read_policy, releases)}
    return [(least, finding) for least, policy in policies.items() for finding in audit(history, figures, policy)]


def broken_on(release, breaches):
    """A line for each figure. Without names: what can be computed must not be read here."""
    return [
        f"{finding.figure}: Werte von weniger als {least} Kommunen lassen sich ausrechnen"
        for least, finding in breaches
        if (least, finding.date) == (read_policy(release).mean, release.date.isoformat())
    ]
