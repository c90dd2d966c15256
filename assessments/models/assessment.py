"""Projects, their assessments and the answers that are scored."""

import uuid

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value

from assessments.models.municipality import Municipality
from assessments.models.team import Membership


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """The projects that a municipality of the viewer holds; whoever has only a link sees no project as such."""
        return self.filter(tenant__in=Membership.objects.filter(user=viewer.user_id).values("municipality"))


class Project(models.Model):
    class Phase(models.TextChoices):
        IDEA = "idea", "Idee"
        PILOT = "pilot", "Pilot"
        ENDING = "ending", "Auslaufende Förderung"
        OPERATION = "operation", "Regelbetrieb"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="projects")
    # The municipality whose team holds it in its account: the same as `municipality`; none where a link does.
    tenant = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="held_projects"
    )
    name = models.CharField("Name des Vorhabens", max_length=120)
    description = models.TextField("Kurzbeschreibung", max_length=1000, blank=True)
    funding = models.CharField("Förderung", max_length=200, blank=True)
    funding_start = models.DateField("Beginn der Förderung", null=True, blank=True)
    funding_end = models.DateField("Ende der Förderung", null=True, blank=True)
    phase = models.CharField("Phase", max_length=10, choices=Phase)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "Vorhaben"
        verbose_name_plural = "Vorhaben"
        constraints = [
            models.CheckConstraint(
                name="project_funding_ends_after_start",
                condition=Q(funding_start__isnull=True)
                | Q(funding_end__isnull=True)
                | Q(funding_end__gte=F("funding_start")),
            ),
            models.CheckConstraint(
                name="project_tenant_is_municipality",
                condition=Q(tenant__isnull=True) | Q(tenant=F("municipality")),
            ),
        ]

    def __str__(self):
        return self.name


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What a viewer (access.Viewer) may see: the assessments of the own municipalities, with `role`, and those,
        held by no municipality, whose secret link was opened in this session; their `role` is None."""
        by_link = Q(project__tenant=None, link_hash__in=viewer.granted)
        if viewer.user_id is None:
            return self.filter(by_link).annotate(role=Value(None, output_field=models.CharField()))
        own = Membership.objects.filter(user=viewer.user_id, municipality=OuterRef("project__tenant"))
        return self.annotate(role=Subquery(own.values("role")[:1])).filter(by_link | Q(role__isnull=False))


class Assessment(models.Model):
    class Scope(models.TextChoices):
        QUICK = "quick", "Kurzcheck"
        FULL = "full", "Vollständiger Check"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assessments")
    instrument = models.CharField("Instrument", max_length=40)
    scope = models.CharField("Umfang", max_length=5, choices=Scope)
    # SHA-256 of the secret link's token; the token itself is stored nowhere.
    link_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    continues = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="continued_by")
    created_at = models.DateTimeField("angelegt")
    submitted_at = models.DateTimeField("abgeschlossen", null=True, blank=True)
    # What `score` prints for the frozen answers; empty while the assessment is open.
    result = models.JSONField("Ergebnis", null=True, blank=True)
    # Of an uploaded document: what its survey showed (stored_views.views_data); its respondents exist nowhere.
    uploaded_views = models.JSONField("Sichtweisen des hochgeladenen Stands", null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()
    # What whoever asks may do; set by the gate (access.get_assessment).
    rights = None

    class Meta:
        verbose_name = "Check"
        verbose_name_plural = "Checks"
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                name="assessment_result_iff_submitted",
                condition=Q(submitted_at__isnull=True, result__isnull=True)
                | Q(submitted_at__isnull=False, result__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.project} ({self.created_at:%d.%m.%Y})"

    @property
    def is_submitted(self):
        return self.submitted_at is not None

    @property
    def is_quick(self):
        return self.scope == self.Scope.QUICK


class GivenAnswer(models.Model):
    """What is stored of an answer, whoever gave it. `value` is empty where only a note was written."""

    VALUES = ("", "0", "1", "2", "3", "4", "unknown", "not_applicable")

    item = models.CharField("Frage", max_length=8)
    value = models.CharField("Antwort", max_length=14, blank=True)
    note = models.TextField("Notiz", max_length=2000, blank=True)
    # Counts the changes of this row from 1: a save that was made against an older one is a conflict.
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField("zuletzt geändert von", max_length=200, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    updated_at = models.DateTimeField("geändert")

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.item}: {self.value}"

    @property
    def answer(self):
        """The engine's answer: 0–4, "unknown", "not_applicable"; None where only a note was written."""
        return int(self.value) if self.value.isdigit() else self.value or None


class Answer(GivenAnswer):
    """The answer of the assessment, one row an item. `reason`, `dissent`: of a consensus, else empty."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    reason = models.TextField("Begründung", max_length=2000, blank=True)
    dissent = models.TextField("Abweichende Sicht", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Antwort"
        verbose_name_plural = "Antworten"
        ordering = ("assessment", "item")
        constraints = [
            models.UniqueConstraint(name="answer_once_per_item", fields=["assessment", "item"]),
            models.CheckConstraint(name="answer_value_known", condition=Q(value__in=GivenAnswer.VALUES)),
        ]
