from django.conf import settings
from django.db import models

from assessments.models.assessment import Assessment
from assessments.models.municipality import Municipality


class HistoryQuerySet(models.QuerySet):
    def of_team(self):
        """Without what was done by link before the check came into the account: that was not done as a member."""
        adopted = HistoryEntry.objects.filter(
            kind=HistoryEntry.Kind.ADOPTED, assessment=models.OuterRef("assessment"), pk__gt=models.OuterRef("pk")
        )
        return self.exclude(models.Exists(adopted))


class HistoryEntry(models.Model):
    """Who changed what, when, from what to what. Written by actions.record, in the transaction of the change."""

    class Kind(models.TextChoices):
        CREATED = "created", "Check angelegt"
        ANSWER = "answer", "Antwort"
        PROJECT = "project", "Angaben zum Vorhaben"
        EXTENDED = "extended", "Auf den vollständigen Check erweitert"
        SUBMITTED = "submitted", "Check abgeschlossen"
        DELETED = "deleted", "Check gelöscht"
        ADOPTED = "adopted", "Ins Konto übernommen"
        LINK_RENEWED = "link_renewed", "Persönlicher Link erneuert"
        MEASURE_ADDED = "measure_added", "Maßnahme aufgenommen"
        MEASURE_CHANGED = "measure_changed", "Maßnahme geändert"
        MEASURE_REMOVED = "measure_removed", "Maßnahme entfernt"
        SURVEY_STARTED = "survey_started", "Befragung angelegt"
        RESPONDENT_INVITED = "respondent_invited", "Zur Befragung eingeladen"
        RESPONDENT_RENEWED = "respondent_renewed", "Link einer befragten Person erneuert"
        RESPONDENT_REMOVED = "respondent_removed", "Aus der Befragung genommen"
        SURVEY_OPENED = "survey_opened", "Vergleich geöffnet"
        MEMBER_INVITED = "member_invited", "Ins Team eingeladen"
        INVITATION_REVOKED = "invitation_revoked", "Einladung zurückgezogen"
        MEMBER_JOINED = "member_joined", "Ins Team gekommen"
        ROLE_CHANGED = "role_changed", "Rolle geändert"
        MEMBER_REMOVED = "member_removed", "Aus dem Team genommen"
        SHARED = "shared", "Mit einem Förderprogramm geteilt"
        SHARE_WITHDRAWN = "share_withdrawn", "Teilen widerrufen"
        ENTRY = "entry", "Angabe zur Entscheidung"
        COST_ADDED = "cost_added", "Kostenposition angelegt"
        COST_CHANGED = "cost_changed", "Kostenposition geändert"
        COST_REMOVED = "cost_removed", "Kostenposition entfernt"
        INDICATOR_ADDED = "indicator_added", "Wirkungskennzahl angelegt"
        INDICATOR_CHANGED = "indicator_changed", "Wirkungskennzahl geändert"
        INDICATOR_REMOVED = "indicator_removed", "Wirkungskennzahl entfernt"
        READING_SAVED = "reading_saved", "Messwert eingetragen"
        READING_REMOVED = "reading_removed", "Messwert entfernt"
        ANSWERS_UPLOADED = "answers_uploaded", "Ausgefüllte Tabelle hochgeladen"
        LISTING_SAVED = "listing_saved", "Im Austausch eingetragen"
        LISTING_WITHDRAWN = "listing_withdrawn", "Aus dem Austausch genommen"
        CONTACT_ASKED = "contact_asked", "Kontakt im Austausch angefragt"
        CONTACT_ANSWERED = "contact_answered", "Kontaktanfrage beantwortet"
        CONTACT_WITHDRAWN = "contact_withdrawn", "Kontakt im Austausch zurückgenommen"

    # The tenant at the time; none for an assessment that is held by a link alone.
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="history"
    )
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, null=True, blank=True, related_name="history")
    kind = models.CharField("Art", max_length=20, choices=Kind)
    # The item, the measure, the person or the check that it is about, in words that stay when it is gone.
    subject = models.CharField("Gegenstand", max_length=300, blank=True)
    # {field: [before, after]}, as stored.
    changes = models.JSONField("Änderung", default=dict, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="history"
    )
    actor_name = models.CharField("Wer", max_length=200, blank=True)
    # Whom it is about, for a role or membership.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="history_about"
    )
    at = models.DateTimeField("Wann")

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = "Eintrag im Verlauf"
        verbose_name_plural = "Verlauf"
        ordering = ("-at", "-id")
        indexes = [
            models.Index(name="history_of_assessment", fields=["assessment", "-at"]),
            models.Index(name="history_of_municipality", fields=["municipality", "-at"]),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.subject}"
