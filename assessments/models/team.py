"""Who belongs to a municipality: a municipality with members is a tenant."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models.municipality import Municipality


class Role(models.TextChoices):
    LEAD = "lead", "Leitung"
    EDIT = "edit", "Bearbeitung"
    READ = "read", "Lesen"


class Membership(models.Model):
    Role = Role

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("Rolle", max_length=4, choices=Role)
    created_at = models.DateTimeField("seit", default=timezone.now)

    class Meta:
        verbose_name = "Mitgliedschaft"
        verbose_name_plural = "Mitgliedschaften"
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(name="membership_once", fields=["user", "municipality"]),
            models.CheckConstraint(name="membership_role_known", condition=Q(role__in=("lead", "edit", "read"))),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"


class InvitationQuerySet(models.QuerySet):
    def open(self, now):
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """To join a municipality's team, by a link for one use. With `email`, only the account of this address may."""

    Role = Role

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField("Rolle", max_length=4, choices=Role)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    # SHA-256 of the token; the token itself is stored nowhere.
    link_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="invitations_made"
    )
    created_at = models.DateTimeField("angelegt")
    expires_at = models.DateTimeField("gilt bis")
    revoked_at = models.DateTimeField("zurückgezogen", null=True, blank=True)
    accepted_at = models.DateTimeField("angenommen", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_accepted"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        ordering = ("-created_at", "id")
        constraints = [
            models.CheckConstraint(name="invitation_role_known", condition=Q(role__in=("lead", "edit", "read"))),
            models.CheckConstraint(
                name="invitation_used_or_revoked", condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.municipality}: {self.get_role_display()}"


class Claim(models.Model):
    """A person asks to be the first of a municipality; the operator decides.

    `municipality` is one of the directory; where it is not in there, `name`, `land`, `size_class` say which, and it is
    stored when the claim is granted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True, related_name="claims"
    )
    name = models.CharField("Name", max_length=120, blank=True)
    land = models.CharField("Land", max_length=2, blank=True)
    size_class = models.PositiveSmallIntegerField("Größenklasse", null=True, blank=True)
    function = models.CharField("Funktion", max_length=200)
    created_at = models.DateTimeField("gestellt")
    decided_at = models.DateTimeField("entschieden", null=True, blank=True)
    granted = models.BooleanField("stattgegeben", null=True, blank=True)
    # "Betrieb", or the rule that decided ("E-Mail-Domäne").
    decided_by = models.CharField("entschieden von", max_length=120, blank=True)

    class Meta:
        verbose_name = "Anfrage"
        verbose_name_plural = "Anfragen"
        ordering = ("created_at", "id")
        constraints = [
            models.CheckConstraint(
                name="claim_names_a_municipality", condition=Q(municipality__isnull=False) | ~Q(name="")
            ),
            models.CheckConstraint(
                name="claim_granted_iff_decided",
                condition=Q(decided_at__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, granted__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.municipality or self.name}"
