"""Who may read a programme and release it, and what is known of the programme. The operator appoints."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from assessments.actions import AddressTaken
from assessments.forms import clean_text
from assessments.management.commands.login_link import one_time_link
from assessments.models import User
from recommendations.actions import AccountBlocked, NoFunder, appoint_funder, dismiss_funder, edit_programme
from recommendations.models import Programme

MAX_FUNDER = 200


class Command(BaseCommand):
    help = "Ernennt die Konten eines Fördergebers, zeigt sie und ändert die Angaben zum Programm."

    def add_arguments(self, parser):
        parser.add_argument("--programme", required=True, metavar="NAME")
        parser.add_argument("--funder", metavar="NAME", help="wie der Fördergeber heißt")
        parser.add_argument("--starts", type=day, metavar="JJJJ-MM-TT", help="Beginn des Programms")
        parser.add_argument("--ends", type=day, metavar="JJJJ-MM-TT", help="Ende des Programms")
        parser.add_argument("--add", action="append", default=[], metavar="E-MAIL", help="darf lesen und freigeben")
        parser.add_argument("--remove", action="append", default=[], metavar="E-MAIL", help="darf es nicht mehr")
        parser.add_argument("--list", action="store_true", help="zeigt die Konten")

    def handle(self, programme, add, remove, **options):
        programme = find_programme(programme)
        self.edit(programme, {name: options[name] for name in ("funder", "starts", "ends")})
        for email in add:
            self.appoint(programme, email)
        for email in remove:
            self.dismiss(programme, email)
        if options["list"]:
            self.show(Programme.objects.get(pk=programme.pk))

    def edit(self, programme, given):
        fields = {name: value for name, value in given.items() if value is not None}
        if "funder" in fields:
            fields["funder"] = check_name(fields["funder"])
        starts, ends = (fields.get(name, getattr(programme, name)) for name in ("starts", "ends"))
        if starts and ends and ends < starts:
            raise CommandError("Das Programm endet vor seinem Beginn. Es wurde nichts geändert.")
        if fields:
            edit_programme(programme=programme, fields=fields)
            self.stdout.write("Die Angaben zum Programm sind geändert.")

    def appoint(self, programme, email):
        try:
            check_email(email)
            appointed = appoint_funder(programme=programme, email=email)
        except ValidationError as error:
            raise CommandError(f"{email} ist keine E-Mail-Adresse.") from error
        except AccountBlocked as error:
            raise CommandError(f"Das Konto {email} ist gesperrt.") from error
        except AddressTaken as error:
            raise CommandError(f"{email} ist eine weitere Adresse eines Kontos. Nennen Sie dessen erste.") from error
        self.stdout.write(f"{appointed.user.email} darf {programme.name} lesen und freigeben.")
        if appointed.is_new:
            self.stdout.write(f"Das Konto ist neu angelegt.\n{one_time_link(appointed.user)}")

    def dismiss(self, programme, email):
        try:
            dismiss_funder(programme=programme, email=email)
        except NoFunder as error:
            raise CommandError(f"{email} gehört nicht zu {programme.name}.") from error
        self.stdout.write(f"{email} darf {programme.name} nicht mehr lesen.")

    def show(self, programme):
        period = " bis ".join(f"{each:%d.%m.%Y}" if each else "offen" for each in (programme.starts, programme.ends))
        self.stdout.write(f"{programme.name}\nFördergeber: {programme.funder or 'nicht genannt'}\nLaufzeit: {period}")
        emails = list(programme.funders.values_list("user__email", flat=True))
        self.stdout.write("\n".join(emails) or "Noch kein Konto: --add E-MAIL")


def find_programme(name):
    """By its name. Raises CommandError, which tells the names that there are."""
    found = Programme.objects.filter(name=name).first()
    if found is None:
        known = "\n".join(programme.name for programme in Programme.objects.all().by_name())
        there_are = f"Bekannt sind:\n{known}" if known else "Es ist noch keines eingelesen: import_programme."
        raise CommandError(f"Es gibt kein Programm „{name}“. {there_are}")
    return found


def check_email(email):
    """Raises ValidationError."""
    User._meta.get_field("email").run_validators(email)


def check_name(text):
    name = " ".join(clean_text(text).split())
    if len(name) > MAX_FUNDER:
        raise CommandError(f"Der Name des Fördergebers hat mehr als {MAX_FUNDER} Zeichen.")
    return name


def day(text):
    return date.fromisoformat(text)
