"""What a municipality shares with a programme, and takes back (disclosure.md, "Sharing")."""

from django.db import transaction
from django.utils import timezone

from assessments.actions import Kind, record
from assessments.models import Assessment
from recommendations import consent
from recommendations.access import takes_part
from recommendations.figures import assessment_values, pack_values
from recommendations.models import Programme, Share, SharedFigures
from recommendations.shared_prints import sealed_prints


class SharingRefused(ValueError):
    """Nothing was shared."""


class NotTakingPart(SharingRefused):
    """The municipality is not in the list of the programme."""


class NotShareable(SharingRefused):
    """One of the assessments is open, gone, or not held by the municipality."""


class ConsentOutdated(SharingRefused):
    """The wording that was agreed to is not the current one."""


def lock_programme(programme):
    """The programme as stored now. Whoever shares, withdraws, releases or answers waits here for the others."""
    return Programme.objects.select_for_update().get(pk=programme.pk)


@transaction.atomic
def share_assessments(*, programme, municipality, assessments, consent_version, editor):
    """Returns the new shares; what is shared already stays as it is. Raises a kind of SharingRefused."""
    if consent_version != consent.CURRENT:
        raise ConsentOutdated
    programme = lock_programme(programme)
    if not takes_part(programme, municipality):
        raise NotTakingPart
    found = lock_shareable(municipality, {assessment.pk for assessment in assessments})
    shared = programme.shares.in_force().filter(assessment__in=found).values_list("assessment", flat=True)
    known = set(shared)
    return [share(programme, municipality, each, editor) for each in found if each.pk not in known]


def lock_shareable(municipality, ids):
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("project").order_by("pk")
    found = list(locked.filter(pk__in=ids, project__tenant=municipality, submitted_at__isnull=False))
    if len(found) < len(ids):
        raise NotShareable
    return found


def share(programme, municipality, assessment, editor):
    made = Share.objects.create(
        programme=programme,
        municipality=municipality,
        assessment=assessment,
        project_name=assessment.project.name,
        submitted_at=assessment.submitted_at,
        consent=consent.CURRENT,
        shared_at=timezone.now(),
        shared_by_id=editor.user_id,
        shared_by_name=editor.name,
    )
    store_figures(made, assessment)
    record(kind=Kind.SHARED, editor=editor, assessment=assessment, subject=subject_of(made))
    return made


def store_figures(share, assessment):
    instrument, key = assessment.instrument, share.programme.key
    data = pack_values(instrument, assessment_values(assessment.result))
    prints = sealed_prints(key, str(share.municipality_id), instrument, data)
    SharedFigures.objects.create(share=share, assessment=assessment, instrument=instrument, data=data, prints=prints)


def subject_of(share):
    return f"{share.project_name}: {share.programme.name}"


@transaction.atomic
def withdraw_share(*, share, editor):
    """From the next release on it does not count. One that has ended already stays as it is."""
    lock_programme(share.programme)
    # Before the share, as whoever deletes the assessment does: neither waits for one who waits for him.
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("project")
    assessment = locked.filter(pk=share.assessment_id).first()
    stored = Share.objects.in_force().filter(pk=share.pk).first()
    if stored is None:
        return
    stored.withdrawn_at = timezone.now()
    stored.withdrawn_by_id, stored.withdrawn_by_name = editor.user_id, editor.name
    stored.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_by_name"])
    SharedFigures.objects.filter(share=stored).delete()
    record(kind=Kind.SHARE_WITHDRAWN, editor=editor, assessment=assessment, subject=subject_of(stored))
