"""`manage.py release`: what a funder user does on the page, for operators."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from recommendations.actions import ReleaseRefused, make_release, prepare_release
from recommendations.management.commands.funders import day, find_programme
from recommendations.programme_reading import read_cells


class Command(BaseCommand):
    help = "Gibt die Ergebnisse eines Programms zu einem Tag frei, nach denselben Regeln wie die Seite."

    def add_arguments(self, parser):
        parser.add_argument("--programme", required=True, metavar="NAME")
        parser.add_argument("--date", type=day, metavar="JJJJ-MM-TT", help="Stand der Freigabe; sonst heute")
        parser.add_argument("--dry-run", action="store_true", help="zeigt die Vorschau und speichert nichts")

    def handle(self, programme, date, dry_run, **options):
        programme, date = find_programme(programme), date or timezone.localdate()
        if dry_run:
            self.show(programme, prepare_release(programme=programme, day=date))
            return
        try:
            release = make_release(programme=programme, day=date)
        except ReleaseRefused as error:
            raise CommandError(f"Es wurde nichts freigegeben. {error}") from error
        self.stdout.write(
            f"Freigabe vom {date:%d.%m.%Y}: {release.shared} von {release.listed} Kommunen. Prüfsumme {release.digest}"
        )

    def show(self, programme, preview):
        before = f"{preview.last:%d.%m.%Y}" if preview.last else "keine"
        lines = [
            f"{programme.name}, Stand {preview.day:%d.%m.%Y} (Vorschau, nichts gespeichert)",
            f"Geteilt haben {preview.shared} von {preview.listed} Kommunen. Letzte Freigabe: {before}.",
            *[describe(cell) for cell in read_cells(programme, preview)],
        ]
        if preview.other_instrument:
            lines.append(f"Nur eine andere Fassung des Fragebogens teilen {preview.other_instrument} Kommunen.")
        lines += [f"Nicht möglich: {reason.label}" for reason in preview.refusals]
        self.stdout.write("\n".join(lines))


def describe(cell):
    """„Bayern: 50 neu, 6 bleiben vom 03.05.2026 (…)“."""
    withheld = [
        f"{each.count} {f'bleiben vom {each.since:%d.%m.%Y}' if each.since else 'fehlen'} ({each.reason_text})"
        for each in cell.withheld
    ]
    return f"{cell.name}: {', '.join([f'{cell.new} neu', *withheld])}"
