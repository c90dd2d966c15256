from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from assessments.actions import make_login_token, renew_link
from assessments.models import Assessment, Membership
from recommendations.actions import EXAMPLE_EDITOR, EXAMPLE_ID, load_example
from recommendations.example import current_document, earlier_document
from recommendations.example_exchange_loading import load_exchange
from recommendations.example_loading import find_lead, load_team
from recommendations.example_programme_loading import find_office, load_programme


class Command(BaseCommand):
    help = (
        "Lädt die erfundenen Beispiele, wenn sie fehlen: einen Check mit persönlichem Link, eine Kommune mit Team, "
        "ein Förderprogramm und Einträge im Austausch. Zeigt die Links dazu neu; der alte persönliche Link gilt nicht "
        "mehr."
    )

    def handle(self, *args, **options):
        today = timezone.localdate()
        example = Assessment.objects.filter(pk=EXAMPLE_ID).first() or make_example(today)
        if example.project.tenant_id is None:
            token = renew_link(assessment=example, editor=EXAMPLE_EDITOR)
            self.show("Beispiel ansehen", "open_link", token)
        load_team(today=today)
        lead = find_lead()
        load_programme(today=today, lead=lead)
        load_exchange(lead=lead)
        if lead:
            led = lead.memberships.filter(role=Membership.Role.LEAD).first()
            page = reverse("portfolio", args=[led.municipality_id])
            self.show_login("Beispiel-Kommune ansehen (als Leitung)", lead, page)
        if office := find_office():
            self.show_login("Beispiel-Programm ansehen (als Fördergeber)", office, reverse("programmes"))

    def show_login(self, text, user, page):
        self.show(text, "login_link", user.pk, make_login_token(user=user), query=f"?weiter={page}")

    def show(self, text, name, *args, query=""):
        self.stdout.write(f"  {text}: {settings.BASE_URL}{reverse(name, args=args)}{query}")


def make_example(today):
    return load_example(earlier=earlier_document(today), current=current_document(today))
