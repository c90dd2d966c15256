"""Print a link for one login: for whoever cannot log in otherwise. The second factor is still asked for."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from assessments.actions import make_login_token, remove_second_factors
from assessments.models import User


class Command(BaseCommand):
    help = "Gibt einen neuen Einmal-Link zur Anmeldung aus. Ein älterer gilt weiter, bis einer benutzt wird."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAIL")
        parser.add_argument(
            "--remove-second-factor",
            action="store_true",
            help="entfernt App, Passkeys und Codes, wenn sie verloren sind; prüfen Sie vorher, wer darum bittet",
        )

    def handle(self, email, remove_second_factor, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"Zu {email} gibt es kein Konto. Eines anlegen: create_user.")
        if not user.is_active:
            raise CommandError(f"Das Konto {email} ist gesperrt.")
        if remove_second_factor:
            removed = remove_second_factors(user=user)
            self.stdout.write("Zweiter Faktor entfernt." if removed else "Es gab keinen zweiten Faktor.")
        self.stdout.write(one_time_link(user))


def one_time_link(user):
    link = settings.BASE_URL + reverse("login_link", args=[user.pk, make_login_token(user=user)])
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    return f"Einmal-Link, gilt {days} Tage und für eine Anmeldung:\n{link}"
