"""What a project costs and what it saves, line by line."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from assessments.models import Project


class CostLineQuerySet(models.QuerySet):
    def in_order(self):
        """As they were entered."""
        return self.order_by("created_at", "id")


class CostLine(models.Model):
    class Side(models.TextChoices):
        COST = "cost", "Kosten"
        RELIEF = "relief", "Entlastung"

    class Kind(models.TextChoices):
        STAFF = "staff", "Personal"
        SOFTWARE = "software", "Software und Lizenzen"
        HARDWARE = "hardware", "Geräte und Ersatz"
        HOSTING = "hosting", "Betrieb und Hosting"
        CONNECTION = "connection", "Datenverbindungen"
        SERVICE = "service", "Wartung und Dienstleistung"
        TRAINING = "training", "Schulung und Öffentlichkeitsarbeit"
        OTHER = "other", "Sonstiges"
        INCOME = "income", "Einnahmen"
        SAVING = "saving", "Eingesparte Ausgaben"

    class Basis(models.TextChoices):
        MEASURED = "measured", "belegt"
        ESTIMATED = "estimated", "geschätzt"
        UNKNOWN = "unknown", "noch nicht bekannt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cost_lines")
    side = models.CharField("Seite", max_length=6, choices=Side, default=Side.COST)
    kind = models.CharField("Art", max_length=10, choices=Kind)
    label = models.CharField("Position", max_length=200)
    basis = models.CharField("Grundlage", max_length=9, choices=Basis, default=Basis.ESTIMATED)
    once = models.DecimalField("einmalig in Euro", max_digits=11, decimal_places=2, null=True, blank=True)
    yearly = models.DecimalField("je Jahr in Euro", max_digits=11, decimal_places=2, null=True, blank=True)
    fte = models.DecimalField("Stellenanteil in VZÄ", max_digits=5, decimal_places=2, null=True, blank=True)
    # The year from which it arises, counted from the first year after the funding.
    from_year = models.PositiveSmallIntegerField(
        "ab Jahr", default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    # Per cent of it that the grant pays today and nobody after it; None where not known.
    funded_share = models.PositiveSmallIntegerField(
        "heute aus Fördermitteln, in Prozent", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    assumption = models.TextField("Annahme oder Beleg", max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField("zuletzt geändert von", max_length=200, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField("angelegt")
    updated_at = models.DateTimeField("geändert")

    objects = CostLineQuerySet.as_manager()

    class Meta:
        verbose_name = "Kostenposition"
        verbose_name_plural = "Kostenpositionen"
        constraints = [
            models.CheckConstraint(
                name="cost_line_not_negative",
                condition=(Q(once__isnull=True) | Q(once__gte=0))
                & (Q(yearly__isnull=True) | Q(yearly__gte=0))
                & (Q(fte__isnull=True) | Q(fte__gte=0)),
            ),
            models.CheckConstraint(
                name="cost_line_share_and_year_in_range",
                condition=(Q(funded_share__isnull=True) | Q(funded_share__lte=100)) & Q(from_year__range=(1, 5)),
            ),
        ]

    def __str__(self):
        return self.label
