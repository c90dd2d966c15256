"""Indicators of a project's effect, and what was measured."""

import uuid

from django.db import models

from assessments.models import Project


class IndicatorQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("created_at", "id")


class Indicator(models.Model):
    """Chosen from the catalogue, whose texts are copied so that they can be fitted, or an own one."""

    class Direction(models.TextChoices):
        UP = "up", "soll steigen"
        DOWN = "down", "soll sinken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    # Its id in guides/indicators.toml, or empty for an own one.
    catalogue_id = models.CharField("Kennzahl des Katalogs", max_length=40, blank=True)
    title = models.CharField("Kennzahl", max_length=200)
    definition = models.TextField("Was gezählt wird", max_length=1000, blank=True)
    unit = models.CharField("Einheit", max_length=60)
    source = models.CharField("Quelle der Daten", max_length=300, blank=True)
    method = models.TextField("Wie gemessen wird", max_length=1000, blank=True)
    direction = models.CharField("Richtung", max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField("Ausgangswert", max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_day = models.DateField("Stand des Ausgangswerts", null=True, blank=True)
    target = models.DecimalField("Zielwert", max_digits=14, decimal_places=3, null=True, blank=True)
    target_day = models.DateField("zu erreichen bis", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField("zuletzt geändert von", max_length=200, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField("angelegt")
    updated_at = models.DateTimeField("geändert")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "Wirkungskennzahl"
        verbose_name_plural = "Wirkungskennzahlen"

    def __str__(self):
        return self.title


class Reading(models.Model):
    """What an indicator was on a day."""

    class Basis(models.TextChoices):
        MEASURED = "measured", "gemessen"
        ESTIMATED = "estimated", "geschätzt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    day = models.DateField("Tag")
    value = models.DecimalField("Wert", max_digits=14, decimal_places=3)
    basis = models.CharField("Grundlage", max_length=9, choices=Basis, default=Basis.MEASURED)
    note = models.CharField("Anmerkung", max_length=300, blank=True)
    edited_by = models.CharField("eingetragen von", max_length=200, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    updated_at = models.DateTimeField("geändert")

    class Meta:
        verbose_name = "Messwert"
        verbose_name_plural = "Messwerte"
        ordering = ("day",)
        constraints = [models.UniqueConstraint(name="reading_once_per_day", fields=["indicator", "day"])]

    def __str__(self):
        return f"{self.day:%d.%m.%Y}"
