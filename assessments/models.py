"""Who answers what. Writes are in actions.py; every query for a reader starts at visible_to()."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Case, F, Q, Value, When

from assessments.municipalities import LAENDER, SIZE_CLASSES, search_key


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=200, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    is_staff = models.BooleanField("Betrieb", default=False)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        verbose_name = "Konto"
        verbose_name_plural = "Konten"

    def __str__(self):
        return self.email


def search_conditions(key, text):
    """What an exact hit is, one that begins so, and any hit. `key`: the search key of `text`."""
    if key.isdigit():
        begins = Q(ags__startswith=key) | Q(postcode__startswith=key)
        return Q(ags=key) | Q(postcode=key), begins, begins
    # The directory calls towns "Köln, Stadt": the name ends at the comma.
    exact = Q(search_key=key) | Q(name__istartswith=f"{text.strip()},")
    return exact, Q(search_key__startswith=key), Q(search_key__contains=key)


class MunicipalityQuerySet(models.QuerySet):
    def directory(self):
        """The municipalities of the imported official directory that exist today."""
        return self.filter(ags__isnull=False, is_current=True)

    def search(self, text):
        """By name, AGS or postcode: exact first, then beginning, word beginning, anywhere; large places first."""
        key = search_key(text)
        if len(key) < 2:
            return self.none()
        exact, begins, found = search_conditions(key, text)
        word = Q(search_key__contains=f" {key}")
        rank = Case(
            When(exact, then=Value(0)), When(begins, then=Value(1)), When(word, then=Value(2)), default=Value(3)
        )
        return self.filter(found).order_by(rank, F("population").desc(nulls_last=True), "search_key", "ags")


class Municipality(models.Model):
    """A municipality of the official directory (with AGS) or one typed in (without; it belongs to one project)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ags = models.CharField("AGS", max_length=8, unique=True, null=True, blank=True)
    name = models.CharField("Name", max_length=120)
    kind = models.CharField("Textkennzeichen", max_length=2, blank=True)
    land = models.CharField("Land", max_length=2, choices=LAENDER)
    district = models.CharField("Kreis", max_length=120, blank=True)
    postcode = models.CharField("PLZ des Verwaltungssitzes", max_length=5, blank=True)
    population = models.PositiveIntegerField("Bevölkerung", null=True, blank=True)
    area_ha = models.PositiveIntegerField("Fläche in ha", null=True, blank=True)
    size_class = models.PositiveSmallIntegerField("Größenklasse", choices=SIZE_CLASSES)
    # Name in search form (municipalities.search_key): sorts and matches alike on every database.
    search_key = models.CharField(max_length=240, db_index=True)
    as_of = models.DateField("Gebietsstand", null=True, blank=True)
    is_current = models.BooleanField("besteht", default=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "Kommune"
        verbose_name_plural = "Kommunen"
        ordering = ("search_key", "ags")
        constraints = [
            models.CheckConstraint(
                name="municipality_ags_has_8_digits", condition=Q(ags__isnull=True) | Q(ags__regex=r"^\d{8}$")
            ),
            models.CheckConstraint(name="municipality_size_class_1_to_4", condition=Q(size_class__range=(1, 4))),
        ]

    def __str__(self):
        return self.name

    @property
    def place(self):
        """What tells namesakes apart: Kreis and Land, as far as known."""
        alone = self.district == self.name or self.district.endswith("kreisfreie Stadt")
        district = "kreisfreie Stadt" if alone and self.district else self.district
        return ", ".join(filter(None, (district, self.get_land_display())))


class Project(models.Model):
    class Phase(models.TextChoices):
        IDEA = "idea", "Idee"
        PILOT = "pilot", "Pilot"
        ENDING = "ending", "Auslaufende Förderung"
        OPERATION = "operation", "Regelbetrieb"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField("Name des Vorhabens", max_length=120)
    description = models.TextField("Kurzbeschreibung", max_length=1000, blank=True)
    funding = models.CharField("Förderung", max_length=200, blank=True)
    funding_start = models.DateField("Beginn der Förderung", null=True, blank=True)
    funding_end = models.DateField("Ende der Förderung", null=True, blank=True)
    phase = models.CharField("Phase", max_length=10, choices=Phase)
    created_at = models.DateTimeField("angelegt", auto_now_add=True)

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
        ]

    def __str__(self):
        return self.name


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What a viewer (access.Viewer) may see: the assessments whose secret link was opened in this session."""
        return self.filter(link_hash__in=viewer.granted)


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

    objects = AssessmentQuerySet.as_manager()

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


class Answer(models.Model):
    """One row an item. `value` is empty where only a note was written."""

    VALUES = ("", "0", "1", "2", "3", "4", "unknown", "not_applicable")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField("Frage", max_length=8)
    value = models.CharField("Antwort", max_length=14, blank=True)
    note = models.TextField("Notiz", max_length=2000, blank=True)
    # Counts the changes of this row from 1: a save that was made against an older one is a conflict.
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField("zuletzt geändert von", max_length=60, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    updated_at = models.DateTimeField("geändert")

    class Meta:
        verbose_name = "Antwort"
        verbose_name_plural = "Antworten"
        ordering = ("assessment", "item")
        constraints = [
            models.UniqueConstraint(name="answer_once_per_item", fields=["assessment", "item"]),
            models.CheckConstraint(
                name="answer_value_known",
                condition=Q(value__in=("", "0", "1", "2", "3", "4", "unknown", "not_applicable")),
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.value}"

    @property
    def answer(self):
        """The engine's answer: 0–4, "unknown", "not_applicable"; None where only a note was written."""
        return int(self.value) if self.value.isdigit() else self.value or None
