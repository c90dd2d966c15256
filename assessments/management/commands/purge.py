"""Delete what is not needed any more; the terms stand on the page "privacy". To be called daily."""

from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.actions import purge


class Command(BaseCommand):
    help = (
        "Löscht abgelaufene Sitzungen und Zähler, beendete Einladungen, entschiedene Anfragen, nie bestätigte Konten, "
        "Namen und Adressen aus beendeten Befragungen und aufgegebene Checks (PURGE_ABANDONED_DAYS)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="zählt nur und löscht nichts")

    def handle(self, dry_run, **options):
        now = timezone.now()
        self.stdout.write("Zu löschen wären:" if dry_run else "Gelöscht:")
        for words, find, delete in kinds():
            count = find(now).count() if dry_run else delete(now=now)
            self.stdout.write(f"  {words}: {count}")


def kinds():
    """(words, what finds them, what deletes them)"""
    days, kept = settings.PURGE_ABANDONED_DAYS, purge.KEPT.days
    term = f"nie abgeschlossen, {days} Tage unverändert" if days else "PURGE_ABANDONED_DAYS=0: bleiben"
    return [
        ("Abgelaufene Sitzungen", purge.expired_sessions, purge.purge_sessions),
        ("Abgelaufene Zähler von Anfragen", purge.outdated_counters, purge.purge_counters),
        (f"Einladungen ins Team, seit {kept} Tagen beendet", purge.ended_invitations, purge.purge_invitations),
        (f"Anfragen für Kommunen, seit {kept} Tagen entschieden", purge.decided_claims, purge.purge_claims),
        (f"Konten, in {kept} Tagen nie bestätigt", purge.unconfirmed_accounts, purge.purge_accounts),
        (
            f"Namen und Adressen von Befragten, {kept} Tage nach Ende der Befragung",
            purge.forgotten_respondents,
            purge.purge_respondents,
        ),
        (
            f"Checks mit persönlichem Link ({term})",
            partial(purge.abandoned_assessments, days=days),
            partial(purge.purge_assessments, days=days),
        ),
    ]
