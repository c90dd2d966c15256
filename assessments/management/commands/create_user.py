"""Create an account and print a link for its first login. The operator vouches for the address."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from assessments.actions import AddressTaken, create_user
from assessments.forms import clean_text
from assessments.management.commands.login_link import one_time_link

MAX_NAME = 200


class Command(BaseCommand):
    help = "Legt ein Konto ohne Passwort an und gibt einen Einmal-Link zur ersten Anmeldung aus."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument("--name", default="", help="Name oder Funktion, so wie sie das Team sieht")
        parser.add_argument("--staff", action="store_true", help="Konto des Betriebs: entscheidet über Anfragen")

    def handle(self, email, name, staff, **options):
        name = " ".join(clean_text(name).split())
        if len(name) > MAX_NAME:
            raise CommandError(f"Der Name hat mehr als {MAX_NAME} Zeichen.")
        try:
            validate_email(email)
            user = create_user(email=email, name=name, is_staff=staff)
        except ValidationError as error:
            raise CommandError(f"{email} ist keine E-Mail-Adresse.") from error
        except AddressTaken as error:
            raise CommandError(f"Zu {email} gibt es schon ein Konto. Einen Link gibt login_link aus.") from error
        self.stdout.write(f"Konto {user.email} angelegt.\n{one_time_link(user)}")
