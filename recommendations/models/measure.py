"""The action plan of an assessment."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from assessments.models import Assessment


class MeasureQuerySet(models.QuerySet):
    def in_order(self):
        """By priority (high first), then by due date (without one last), then as they were taken into the plan."""
        rank = Case(When(priority="high", then=Value(0)), When(priority="medium", then=Value(1)), default=Value(2))
        return self.order_by(rank, F("due").asc(nulls_last=True), "created_at", "id")


class Measure(models.Model):
    class Status(models.TextChoices):
        OPEN = "open", "offen"
        RUNNING = "running", "läuft"
        DONE = "done", "erledigt"
        POSTPONED = "postponed", "zurückgestellt"
        DECLINED = "declined", "abgelehnt"

    class Priority(models.TextChoices):
        HIGH = "high", "hoch"
        MEDIUM = "medium", "mittel"
        LOW = "low", "niedrig"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="measures")
    # The recommendation it comes from, e.g. "K1.2", or empty for an own measure.
    recommendation = models.CharField("Empfehlung", max_length=8, blank=True)
    title = models.CharField("Maßnahme", max_length=300)
    responsible = models.CharField("Zuständig", max_length=120, blank=True)
    start = models.DateField("Beginn", null=True, blank=True)
    due = models.DateField("Fällig am", null=True, blank=True)
    status = models.CharField("Status", max_length=9, choices=Status, default=Status.OPEN)
    decline_reason = models.CharField("Grund der Ablehnung", max_length=500, blank=True)
    cost_once = models.DecimalField(
        "Kosten einmalig in Euro",
        max_digits=11,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    cost_yearly = models.DecimalField(
        "Kosten je Jahr in Euro",
        max_digits=11,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    note = models.TextField("Notiz", max_length=2000, blank=True)
    priority = models.CharField("Priorität", max_length=6, choices=Priority, default=Priority.MEDIUM)
    # Counts the changes from 1: a save made against an older one is a conflict.
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField("zuletzt geändert von", max_length=200, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField("angelegt")
    updated_at = models.DateTimeField("geändert", default=timezone.now)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        constraints = [
            models.CheckConstraint(
                name="measure_declined_has_reason", condition=~Q(status="declined") | ~Q(decline_reason="")
            ),
            models.CheckConstraint(
                name="measure_due_after_start",
                condition=Q(start__isnull=True) | Q(due__isnull=True) | Q(due__gte=F("start")),
            ),
            models.CheckConstraint(
                name="measure_costs_not_negative",
                condition=(Q(cost_once__isnull=True) | Q(cost_once__gte=0))
                & (Q(cost_yearly__isnull=True) | Q(cost_yearly__gte=0)),
            ),
        ]

    def __str__(self):
        return self.title
