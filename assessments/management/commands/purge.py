"""Delete what is not needed any more; the terms stand on the page "privacy". To be called daily."""

from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.actions import purge


class Command(BaseCommand):
    help = (
        "Löscht abgelaufene Sitzungen, beendete Einladungen, Namen und Adressen aus beendeten Befragungen und "
        "aufgegebene Checks (PURGE_ABANDONED_DAYS)."
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
    days = settings.PURGE_ABANDONED_DAYS
    term = f"nie abgeschlossen, {days} Tage unverändert" if days else "PURGE_ABANDONED_DAYS=0: bleiben"
    return [
        ("Abgelaufene Sitzungen", purge.expired_sessions, purge.purge_sessions),
        (
            f"Einladungen ins Team, seit {purge.KEPT.days} Tagen beendet",
            purge.ended_invitations,
            purge.purge_invitations,
        ),
        (
            f"Namen und Adressen von Befragten, {purge.KEPT.days} Tage nach Ende der Befragung",
            purge.forgotten_respondents,
            purge.purge_respondents,
        ),
        (
            f"Checks mit persönlichem Link ({term})",
            partial(purge.abandoned_assessments, days=days),
            partial(purge.purge_assessments, days=days),
        ),
    ]
