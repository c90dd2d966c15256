"""Several people answer the same questions blind, each by a personal link."""

import uuid

from django.db import models
from django.db.models import Q

from assessments.models.assessment import Assessment, GivenAnswer


class Perspective(models.TextChoices):
    PROJECT_TEAM = "project_team", "Projektteam"
    DEPARTMENT = "department", "Fachamt"
    IT = "it", "IT"
    TREASURY = "treasury", "Kämmerei"
    LEADERSHIP = "leadership", "Verwaltungsspitze"
    POLITICS = "politics", "Politik"
    EXTERNAL = "external", "Extern"


class Survey(models.Model):
    """The round of respondents of one assessment. Until `opened_at` nobody sees what another one answered.

    `anonymous`: perspectives are shown nowhere, and it opens with five finished respondents or more; what was promised
    cannot be changed once somebody is invited.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="survey")
    anonymous = models.BooleanField("anonym", default=False)
    message = models.TextField("Nachricht an die Befragten", max_length=1000, blank=True)
    created_at = models.DateTimeField("angelegt")
    opened_at = models.DateTimeField("Vergleich geöffnet", null=True, blank=True)

    class Meta:
        verbose_name = "Befragung"
        verbose_name_plural = "Befragungen"

    def __str__(self):
        return f"Befragung zu {self.assessment}"

    @property
    def is_open(self):
        """Whether the comparison is opened: from then on no respondent can answer."""
        return self.opened_at is not None


class Respondent(models.Model):
    """One who is asked. The invitation's link works once: with the start it is replaced by one of the person's own,
    so that whoever sent the invitation cannot read the answers. Only hashes of both are stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="respondents")
    name = models.CharField("Name oder Funktion", max_length=120)
    perspective = models.CharField("Perspektive", max_length=12, choices=Perspective)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    # Ids of the parts to answer, empty for all.
    parts = models.JSONField("Teile", default=list, blank=True)
    invitation_hash = models.CharField(max_length=64, unique=True)
    link_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    created_at = models.DateTimeField("eingeladen")
    expires_at = models.DateTimeField("Link gilt bis")
    renewed_at = models.DateTimeField("Link erneuert", null=True, blank=True)
    started_at = models.DateTimeField("begonnen", null=True, blank=True)
    finished_at = models.DateTimeField("fertig", null=True, blank=True)
    reminded_at = models.DateTimeField("erinnert", null=True, blank=True)

    class Meta:
        verbose_name = "Befragte Person"
        verbose_name_plural = "Befragte"
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                name="respondent_perspective_known", condition=Q(perspective__in=Perspective.values)
            ),
            models.CheckConstraint(
                name="respondent_finished_after_start",
                condition=Q(finished_at__isnull=True) | Q(started_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name


class Response(GivenAnswer):
    """One answer of one respondent."""

    respondent = models.ForeignKey(Respondent, on_delete=models.CASCADE, related_name="responses")

    class Meta:
        verbose_name = "Antwort einer befragten Person"
        verbose_name_plural = "Antworten der Befragten"
        ordering = ("respondent", "item")
        constraints = [
            models.UniqueConstraint(name="response_once_per_item", fields=["respondent", "item"]),
            models.CheckConstraint(name="response_value_known", condition=Q(value__in=GivenAnswer.VALUES)),
        ]
