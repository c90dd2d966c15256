"""Print what is stored about a person, for whoever asks the operator for it (Article 15 DSGVO). Check who asks."""

from django.core.management.base import BaseCommand, CommandError

from assessments.models import User
from recommendations.personal_data import address_data, as_text, person_data


class Command(BaseCommand):
    help = (
        "Gibt als JSON aus, was zu einer E-Mail-Adresse gespeichert ist: zum Konto, und was unter der Adresse steht. "
        "Prüfen Sie vorher, wer darum bittet."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAIL")

    def handle(self, email, **options):
        user, under_address = find_user(email), address_data(email)
        if user is None and not any(under_address.values()):
            raise CommandError(f"Zu {email} ist nichts gespeichert.")
        told = person_data(user) if user else {"Konto": None}
        self.stdout.write(as_text({**told, "Unter der Adresse": under_address}), ending="")


def find_user(email):
    """By the address of the account, else by one that it has confirmed; None where there is no such account."""
    email = email.lower()
    by_login = User.objects.filter(email=email).first()
    return by_login or User.objects.filter(emailaddress__email=email, emailaddress__verified=True).first()
