"""A funding programme: which municipalities take part, who may read its releases, what the funder answers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models import Municipality
from assessments.municipalities import search_key


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user_id):
        """The programmes of a funder user; none without login (None)."""
        return self.filter(funders__user=user_id) if user_id else self.none()

    def by_name(self):
        """A list in German order, whatever order the database knows."""
        return sorted(self, key=lambda programme: (search_key(programme.name), programme.name))


class Programme(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("Programm", max_length=200, unique=True)
    funder = models.CharField("Fördergeber", max_length=200, blank=True)
    starts = models.DateField("Beginn", null=True, blank=True)
    ends = models.DateField("Ende", null=True, blank=True)
    # 64 hexadecimal digits: the key of the prints in its ledgers (Ledger).
    key = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "Programm"
        verbose_name_plural = "Programme"
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        ]

    def __str__(self):
        return self.name


class Participation(models.Model):
    """That a municipality takes part in a round of a programme; one that takes part twice counts once."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participations")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="participations")
    round = models.CharField("Runde", max_length=120, blank=True)
    project = models.CharField("Vorhaben laut Liste", max_length=200, blank=True)

    class Meta:
        verbose_name = "Teilnahme"
        verbose_name_plural = "Teilnahmen"
        ordering = ("programme", "municipality__search_key", "round", "project")
        constraints = [
            models.UniqueConstraint(
                name="participation_once", fields=["programme", "municipality", "round", "project"]
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.programme}"


class FunderMembership(models.Model):
    """That a user may read the programme, make releases and answer recommendations. The operator appoints."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="funders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="funder_memberships")
    created_at = models.DateTimeField("seit", auto_now_add=True)

    class Meta:
        verbose_name = "Zugang eines Fördergebers"
        verbose_name_plural = "Zugänge von Fördergebern"
        ordering = ("created_at", "id")
        constraints = [models.UniqueConstraint(name="funder_once", fields=["programme", "user"])]

    def __str__(self):
        return f"{self.user}: {self.programme}"


class FunderAnswer(models.Model):
    """One version of what the funder answers to one of its recommendations. The highest number is in force."""

    class Status(models.TextChoices):
        PLANNED = "planned", "geplant"
        RUNNING = "running", "in Arbeit"
        DONE = "done", "umgesetzt"
        DECLINED = "declined", "nicht vorgesehen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="answers")
    # e.g. "F1.2"
    recommendation = models.CharField("Empfehlung", max_length=8)
    number = models.PositiveIntegerField("Fassung")
    status = models.CharField("Stand", max_length=8, choices=Status)
    text = models.TextField("Antwort", max_length=2000)
    created_at = models.DateTimeField("veröffentlicht")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="funder_answers"
    )

    class Meta:
        verbose_name = "Antwort des Fördergebers"
        verbose_name_plural = "Antworten des Fördergebers"
        ordering = ("programme", "recommendation", "-number")
        constraints = [
            models.UniqueConstraint(name="answer_version_once", fields=["programme", "recommendation", "number"]),
            models.CheckConstraint(
                name="answer_status_known", condition=Q(status__in=("planned", "running", "done", "declined"))
            ),
        ]

    def __str__(self):
        return f"{self.programme}: {self.recommendation} ({self.get_status_display()})"
