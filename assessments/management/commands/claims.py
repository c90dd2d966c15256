"""What people ask of the operator on the page "claims", in the terminal."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from assessments import actions
from assessments.models import Claim, Membership
from assessments.open_claims import describe_open


class Command(BaseCommand):
    help = "Zeigt die offenen Anfragen, als Erste einer Kommune ins Konto zu kommen, und entscheidet über eine."

    def add_arguments(self, parser):
        parser.add_argument("do", nargs="?", choices=["grant", "refuse"], help="stattgeben oder ablehnen")
        parser.add_argument("id", nargs="?", help="Kennung der Anfrage")
        parser.add_argument("--role", choices=Membership.Role.values, help="nötig, wo es schon ein Team gibt")

    def handle(self, do, id, role, **options):
        if do is None:
            return self.show()
        claim = find(id)
        try:
            if do == "refuse":
                actions.refuse_claim(claim=claim)
                self.stdout.write("Abgelehnt.")
            else:
                team = actions.grant_claim(claim=claim, role=role)
                self.stdout.write(f"{claim.user} gehört jetzt zum Team von {team}.")
        except actions.ClaimDecided:
            raise CommandError("Über diese Anfrage ist schon entschieden.") from None
        except actions.TeamExists:
            raise CommandError(
                "Diese Kommune hat schon ein Team oder Vorhaben: --role lead|edit|read nennen."
            ) from None

    def show(self):
        found = describe_open()
        for entry in found:
            self.stdout.write(line(entry))
        if not found:
            self.stdout.write("Keine offenen Anfragen.")


def find(id):
    try:
        return Claim.objects.select_related("user").get(pk=id)
    except (Claim.DoesNotExist, ValidationError):
        raise CommandError(f"Es gibt keine Anfrage mit der Kennung {id!r}.") from None


def line(entry):
    claim = entry["claim"]
    place = (
        f"{claim.municipality.name} ({claim.municipality.ags})" if claim.municipality else f"{claim.name} (eingetippt)"
    )
    remarks = ["bestätigt" if entry["verified"] else "nicht bestätigt"]
    remarks += ["hat schon ein Team oder Vorhaben"] if entry["has_team"] else []
    remarks += [f"{entry['rivals']} weitere Anfrage(n)"] if entry["rivals"] else []
    return f"{claim.pk}  {claim.user.email}  {claim.function}  {place}  [{', '.join(remarks)}]"
