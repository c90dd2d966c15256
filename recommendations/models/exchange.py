"""What municipalities offer each other and seek, and who talks to whom. Nothing here refers to an assessment."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assessments.models import Membership, Municipality

LONGEST_TEXT = 500
LONGEST_CONTACT = 120


class Kind(models.TextChoices):
    OFFER = "offer", "Wir geben Auskunft"
    SEEK = "seek", "Wir suchen Rat"


class ListingQuerySet(models.QuerySet):
    def active(self):
        return self.filter(withdrawn_at=None)

    def shown(self):
        """What others see: of municipalities that exist today and have a Leitung that can answer."""
        leads = Membership.objects.filter(
            municipality=OuterRef("municipality"), role=Membership.Role.LEAD, user__is_active=True
        )
        return self.active().filter(Exists(leads), municipality__is_current=True)


class Listing(models.Model):
    """A municipality offers or seeks advice on one recommendation of the municipal set. One that was withdrawn stays
    as proof of the consent, emptied of all that somebody wrote."""

    Kind = Kind

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="listings")
    recommendation = models.CharField("Empfehlung", max_length=20)
    kind = models.CharField("Art", max_length=5, choices=Kind)
    text = models.CharField("Worum es geht", max_length=LONGEST_TEXT, blank=True)
    contact = models.CharField("Kontakt: Stelle oder Funktion", max_length=LONGEST_CONTACT, blank=True)
    email = models.EmailField("Kontakt: E-Mail-Adresse", blank=True)
    # The version of the wording that was agreed to (recommendations.exchange_consent).
    consent = models.CharField("Fassung der Einwilligung", max_length=20)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField("eingetragen")
    updated_at = models.DateTimeField("zuletzt geändert")
    withdrawn_at = models.DateTimeField("zurückgenommen", null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = "Eintrag im Austausch"
        verbose_name_plural = "Einträge im Austausch"
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="listing_once_active", fields=["municipality", "recommendation"], condition=Q(withdrawn_at=None)
            ),
            models.CheckConstraint(name="listing_kind_known", condition=Q(kind__in=("offer", "seek"))),
            models.CheckConstraint(
                name="listing_withdrawn_is_empty",
                condition=Q(withdrawn_at__isnull=True) | Q(text="", contact="", email=""),
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.get_kind_display()}"


class ContactQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(state__in=(Contact.State.OPEN, Contact.State.AGREED))

    def of(self, municipality):
        return self.filter(Q(offer__municipality=municipality) | Q(seek__municipality=municipality))

    def waiting_for(self, municipality):
        """Open requests that this municipality has to answer."""
        by_other = Q(asker=Kind.SEEK, offer__municipality=municipality) | Q(
            asker=Kind.OFFER, seek__municipality=municipality
        )
        return self.filter(by_other, state=Contact.State.OPEN)

    def refusing(self, municipality, since):
        """In which the other side has declined what this municipality asked, or ended it, whoever had asked."""
        own = {Kind.OFFER: Q(offer__municipality=municipality), Kind.SEEK: Q(seek__municipality=municipality)}
        declined = (own[Kind.OFFER] & Q(asker=Kind.OFFER)) | (own[Kind.SEEK] & Q(asker=Kind.SEEK))
        ended = (own[Kind.OFFER] & Q(ended_by=Kind.SEEK)) | (own[Kind.SEEK] & Q(ended_by=Kind.OFFER))
        declined &= Q(state=Contact.State.DECLINED, answered_at__gte=since)
        ended &= Q(state=Contact.State.ENDED, ended_at__gte=since)
        return self.filter(declined | ended)

    def asked_by(self, municipality):
        own = Q(asker=Kind.OFFER, offer__municipality=municipality) | Q(
            asker=Kind.SEEK, seek__municipality=municipality
        )
        return self.filter(own)


class Contact(models.Model):
    """Two listings that fit: one municipality asks, the other agrees or declines, either ends it. `asker`, `ended_by`:
    which of the two, by the kind of its listing; `ended_by` is empty where a listing was withdrawn."""

    class State(models.TextChoices):
        OPEN = "open", "angefragt"
        AGREED = "agreed", "zugestimmt"
        DECLINED = "declined", "abgelehnt"
        ENDED = "ended", "beendet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="contacts_as_offer")
    seek = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="contacts_as_seek")
    asker = models.CharField("Wer fragt", max_length=5, choices=Kind)
    message = models.CharField("Nachricht", max_length=LONGEST_TEXT, blank=True)
    state = models.CharField("Stand", max_length=8, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField("angefragt")
    answered_at = models.DateTimeField("beantwortet", null=True, blank=True)
    ended_at = models.DateTimeField("beendet", null=True, blank=True)
    ended_by = models.CharField("Wer beendet hat", max_length=5, choices=Kind, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "Kontakt im Austausch"
        verbose_name_plural = "Kontakte im Austausch"
        ordering = ("-asked_at", "id")
        constraints = [
            models.UniqueConstraint(
                name="contact_once_alive", fields=["offer", "seek"], condition=Q(state__in=("open", "agreed"))
            ),
            models.CheckConstraint(name="contact_asker_known", condition=Q(asker__in=("offer", "seek"))),
            models.CheckConstraint(
                name="contact_state_has_its_moments",
                condition=Q(state="open", answered_at__isnull=True, ended_at__isnull=True)
                | Q(state="agreed", answered_at__isnull=False, ended_at__isnull=True)
                | Q(state="declined", answered_at__isnull=False, ended_at__isnull=True)
                | Q(state="ended", ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="contact_over_is_empty", condition=Q(state__in=("open", "agreed")) | Q(message="")
            ),
            models.CheckConstraint(
                name="contact_ended_by_known",
                condition=Q(ended_by="") | Q(state="ended", ended_by__in=("offer", "seek")),
            ),
        ]

    def __str__(self):
        return f"{self.seek.recommendation}: {self.get_state_display()}"
