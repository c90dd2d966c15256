"""What was published of a programme (disclosure.md, "A release")."""

import uuid

from django.conf import settings
from django.db import models

from recommendations.models.programme import Programme


class Release(models.Model):
    """Made once, stored, never changed: `digest` is the SHA-256 of what it says (actions.releases).

    `listed`, `shared`: how many municipalities the programme had, and how many of them were counted.
    `policy`: version and thresholds. `content`: cells and figures as aggregation.release_content gives them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="releases")
    date = models.DateField("Stand")
    instrument = models.CharField("Instrument", max_length=40)
    policy = models.JSONField("Regelwerk")
    listed = models.PositiveIntegerField("Kommunen im Programm")
    shared = models.PositiveIntegerField("Kommunen, die geteilt haben")
    content = models.JSONField("Zellen")
    digest = models.CharField("Prüfsumme", max_length=64)
    created_at = models.DateTimeField("angelegt")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="releases"
    )

    class Meta:
        verbose_name = "Freigabe"
        verbose_name_plural = "Freigaben"
        ordering = ("-date",)
        constraints = [models.UniqueConstraint(name="release_once_a_day", fields=["programme", "date"])]

    def __str__(self):
        return f"{self.programme} ({self.date:%d.%m.%Y})"


class Ledger(models.Model):
    """Who was counted in a release, for judging the next one; no page and no export reads it.

    `members`: as members.ledger_data makes it. A print (aggregation.make_prints) tells whether a value is the same as
    at another release, not which it is.
    """

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="ledger")
    members = models.JSONField()

    class Meta:
        verbose_name = "Nachweis einer Freigabe"
        verbose_name_plural = "Nachweise von Freigaben"

    def __str__(self):
        return str(self.release)
