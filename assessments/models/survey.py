"""Several people answer the same questions blind, each by a personal link."""

import uuid

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from assessments.models.assessment import Assessment, GivenAnswer


class Perspective(models.TextChoices):
    PROJECT_TEAM = "project_team", "Projektteam"
    DEPARTMENT = "department", "Fachamt"
    IT = "it", "IT"
    TREASURY = "treasury", "Kämmerei"
    LEADERSHIP = "leadership", "Verwaltungsspitze"
    POLITICS = "politics", "Politik"
    EXTERNAL = "external", "Extern"


class SurveyQuerySet(models.QuerySet):
    def counted(self):
        """With how many are asked, and how many have finished."""
        finished = Count("respondents", filter=Q(respondents__finished_at__isnull=False))
        return self.annotate(asked=Count("respondents"), finished=finished)

    def of(self, assessment):
        """The survey of an assessment, or None."""
        found = self.filter(assessment=assessment).first()
        if found:
            found.assessment = assessment
        return found


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

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "Befragung"
        verbose_name_plural = "Befragungen"

    def __str__(self):
        return f"Befragung zu {self.assessment}"

    @property
    def is_open(self):
        """Whether the comparison is opened: from then on no respondent can answer."""
        return self.opened_at is not None

    @property
    def is_closed(self):
        """Whether nobody is asked any more: the comparison is opened, or the assessment was submitted without it."""
        return self.is_open or self.assessment.is_submitted


class Respondent(models.Model):
    """One who is asked. The invitation's link works once: with the start it is replaced by one of the person's own,
    so that whoever sent the invitation cannot read the answers. A renewed link is again such an invitation, and does
    not show what was answered before it. Only hashes are stored."""

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

    @property
    def is_pending(self):
        """Whether the invitation's link is the one that works."""
        return self.link_hash is None

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    def hides(self, response):
        """Whether it was written before the link was renewed: whoever renewed it must not read it by the new one."""
        return self.renewed_at is not None and self.started_at is not None and response.updated_at <= self.renewed_at


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
