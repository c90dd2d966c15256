"""What a project says of its decision beside the answers: a date of its calendar, a gate, a text of a paper."""

import uuid

from django.db import models

from assessments.models import Project


class Entry(models.Model):
    """One statement, by its key in recommendations.entry_list; `value` in its canonical form, empty where taken back.

    It belongs to the project: all its checks share it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="entries")
    key = models.CharField("Angabe", max_length=60)
    value = models.TextField("Wert", max_length=5000, blank=True)
    # Counts the changes from 1: a save made against an older one is a conflict.
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField("zuletzt geändert von", max_length=200, blank=True)
    editor_key = models.CharField(max_length=32, blank=True)
    updated_at = models.DateTimeField("geändert")

    class Meta:
        verbose_name = "Angabe"
        verbose_name_plural = "Angaben"
        constraints = [models.UniqueConstraint(name="entry_once_per_key", fields=["project", "key"])]

    def __str__(self):
        return self.key
