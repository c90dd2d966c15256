"""What municipalities share with programmes, and their consent (disclosure.md, "Sharing")."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import Assessment, Municipality
from recommendations.models.programme import Programme


class ShareQuerySet(models.QuerySet):
    def in_force(self):
        """Not withdrawn, and the assessment was not deleted. Counted are only those of who takes part (members)."""
        return self.filter(withdrawn_at=None, assessment__isnull=False)


class Share(models.Model):
    """The consent to count one submitted assessment in the releases of a programme; kept when it has ended.

    `assessment` is None once it was deleted; what `project_name` and `submitted_at` say of it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="shares")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="shares")
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, related_name="shares")
    project_name = models.CharField("Vorhaben", max_length=120)
    submitted_at = models.DateTimeField("abgeschlossen")
    # The version of the wording that was agreed to (recommendations.consent).
    consent = models.CharField("Fassung der Einwilligung", max_length=20)
    shared_at = models.DateTimeField("geteilt")
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="shares"
    )
    shared_by_name = models.CharField("geteilt von", max_length=200)
    withdrawn_at = models.DateTimeField("widerrufen", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="shares_withdrawn"
    )
    withdrawn_by_name = models.CharField("widerrufen von", max_length=200, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "Freigabe einer Kommune"
        verbose_name_plural = "Freigaben von Kommunen"
        ordering = ("-shared_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="share_once_in_force", fields=["programme", "assessment"], condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self):
        return f"{self.project_name}: {self.programme}"


class SharedFigures(models.Model):
    """The figures of a shared assessment, packed (figures.pack_values). Gone with the consent or the assessment.

    `prints`: their prints for the ledgers of the programme (shared_prints); blank where a release is to make them.
    """

    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="figures")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="shared_figures")
    instrument = models.CharField("Instrument", max_length=40)
    data = models.JSONField("Werte")
    prints = models.TextField("Prüfwerte", blank=True, default="", editable=False)

    class Meta:
        verbose_name = "geteilte Werte"
        verbose_name_plural = "geteilte Werte"

    def __str__(self):
        return str(self.share)
