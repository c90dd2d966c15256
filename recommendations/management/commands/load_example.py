from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from assessments.actions import renew_link
from assessments.models import Assessment
from recommendations.actions import EXAMPLE_EDITOR, EXAMPLE_ID, load_example
from recommendations.example import current_document, earlier_document


class Command(BaseCommand):
    help = "Lädt das erfundene Beispiel, wenn es fehlt, und zeigt einen neuen Link dazu; der alte gilt nicht mehr."

    def handle(self, *args, **options):
        example = Assessment.objects.filter(pk=EXAMPLE_ID).first() or make_example(timezone.localdate())
        path = reverse("open_link", args=[renew_link(assessment=example, editor=EXAMPLE_EDITOR)])
        self.stdout.write(f"  Beispiel ansehen: {settings.BASE_URL}{path}")


def make_example(today):
    return load_example(earlier=earlier_document(today), current=current_document(today))
