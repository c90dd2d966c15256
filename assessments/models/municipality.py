import uuid
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from assessments.municipalities import LAENDER, SIZE_CLASSES, search_key


class MunicipalityQuerySet(models.QuerySet):
    def directory(self):
        """The municipalities of the imported official directory that exist today."""
        return self.filter(ags__isnull=False, is_current=True)

    def in_use(self):
        """Those that something keeps: what refers to them and must not go with them, a team, a claim."""
        links = [
            link
            for link in self.model._meta.related_objects
            if link.on_delete is models.PROTECT or link.name in {"memberships", "claims"}
        ]
        refers = [Exists(link.related_model.objects.filter(**{link.field.name: OuterRef("pk")})) for link in links]
        return self.filter(reduce(or_, refers))

    def search(self, text):
        """By name, AGS or postcode: exact first, then beginning, word beginning, anywhere; large places first."""
        key = search_key(text)
        if len(key) < 2:
            return self.none()
        exact, begins, found = self.by_number(key) if key.isdigit() else self.by_name(key)
        word = Q(search_key__contains=f" {key}")
        rank = Case(
            When(exact, then=Value(0)), When(begins, then=Value(1)), When(word, then=Value(2)), default=Value(3)
        )
        return self.filter(found).order_by(rank, F("population").desc(nulls_last=True), "search_key", "ags")

    def by_number(self, key):
        """What an exact hit is, one that begins so, and any hit, of an AGS or a postcode."""
        begins = Q(ags__startswith=key) | Q(postcode__startswith=key)
        return Q(ags=key) | Q(postcode=key), begins, begins

    def by_name(self, key):
        """The same of a name. The directory calls towns "Köln, Stadt": the name ends at the comma. What comes before it
        is compared here, for databases differ in what is the same letter, and those are few."""
        longer = self.filter(search_key__startswith=f"{key} ", name__contains=",").values_list("pk", "name")
        towns = [pk for pk, name in longer if search_key(name.partition(",")[0]) == key]
        return Q(search_key=key) | Q(pk__in=towns), Q(search_key__startswith=key), Q(search_key__contains=key)


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
    # Name in search form (municipalities.search_key): sorts and matches alike on every database (migration 0006).
    search_key = models.CharField(max_length=240, db_index=True)
    as_of = models.DateField("Gebietsstand", null=True, blank=True)
    is_current = models.BooleanField("besteht", default=True)

    objects = MunicipalityQuerySet.as_manager()
    # What whoever asks may do; set by the gate (access.get_municipality).
    rights = None

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
