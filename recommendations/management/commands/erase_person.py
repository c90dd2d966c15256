"""Delete what is stored about a person, for whoever asks the operator for it (Article 17 DSGVO). Check who asks."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from assessments.access import Editor
from assessments.actions import LastLead, Outcome, TeamsChanged, erase_address, outcome_of
from assessments.addresses import same_case
from assessments.personal_data import own_teams
from recommendations.actions import erase_account, forget_addresses
from recommendations.management.commands.export_person import find_user
from recommendations.personal_data import address_data

OPERATOR = Editor(key="", name="Betrieb")


class Command(BaseCommand):
    help = (
        "Löscht das Konto zu einer E-Mail-Adresse und was sonst unter ihr steht: Einladungen, Befragungen mit den "
        "Antworten, die Nennung als Kontakt im Austausch. Inhalte der Kommunen bleiben ohne den "
        "Namen. Prüfen Sie vorher, wer darum bittet."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--dry-run", action="store_true", help="sagt nur, was gelöscht würde")
        parser.add_argument(
            "--with-teams",
            action="store_true",
            help="auch die Konten der Kommunen, in deren Team sonst niemand ist, mit allen Checks",
        )

    def handle(self, email, dry_run, with_teams, **options):
        user, under_address = find_user(email), address_data(email)
        if user is None and not any(under_address.values()):
            raise CommandError(f"Zu {email} ist nichts gespeichert.")
        teams = teams_by_outcome(user)
        refuse(teams, with_teams)
        if not dry_run:
            erase(email, user, teams[Outcome.ENDS])
        self.stdout.write("Zu löschen wären:" if dry_run else "Gelöscht:")
        for words, count in counts(user, teams, under_address):
            self.stdout.write(f"  {words}: {count}")


def teams_by_outcome(user):
    teams = {outcome: [] for outcome in Outcome}
    for membership in own_teams(user) if user else ():
        teams[outcome_of(membership)].append(membership.municipality)
    return teams


def refuse(teams, with_teams):
    """Raises CommandError where a team would be left without Leitung, or its account would end unasked."""
    if teams[Outcome.BLOCKED]:
        raise CommandError(
            f"Einzige Leitung, und das Team hat weitere Mitglieder: {names(teams[Outcome.BLOCKED])}. Jemand anderes "
            "muss zuerst Leitung werden. Es wurde nichts gelöscht."
        )
    if teams[Outcome.ENDS] and not with_teams:
        raise CommandError(
            f"Allein im Team: {names(teams[Outcome.ENDS])}. Mit --with-teams werden auch diese Konten mit allen Checks "
            "gelöscht. Es wurde nichts gelöscht."
        )


def names(municipalities):
    return ", ".join(municipality.name for municipality in municipalities)


def erase(email, user, ending):
    try:
        with transaction.atomic():
            if user:
                erase_account(user=user, ending={each.pk for each in ending}, editor=OPERATOR)
            erase_address(email=email, editor=OPERATOR)
            forget_addresses({same_case(email)})
    except (LastLead, TeamsChanged) as error:
        raise CommandError("In einem Team hat sich gerade etwas geändert. Es wurde nichts gelöscht.") from error


def counts(user, teams, under_address):
    """(words, number)"""
    return [
        ("Konto", int(user is not None)),
        ("Mitgliedschaften", sum(len(found) for found in teams.values())),
        ("Konten von Kommunen", len(teams[Outcome.ENDS])),
        *((f"{title} unter der Adresse", len(rows)) for title, rows in under_address.items()),
    ]
