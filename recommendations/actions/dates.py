from django.db import transaction

from recommendations.actions.plan import MeasureChanged, edit_measure, lock_measure, lock_plan


@transaction.atomic
def apply_dates(*, assessment, days, base, editor):
    """Measures become due on the last days that the clock found, all or none; how many changed. `days`: {id: day};
    `base`: {id: the revision the editor saw}. What was removed meanwhile is left out.

    Raises MeasureChanged, also where the measure now begins after that day.
    """
    present = lock_plan(assessment).measures.filter(pk__in=days).order_by("pk")
    changed = [apply_date(measure, days[measure.pk], base.get(measure.pk, 0), editor) for measure in present]
    return sum(changed)


def apply_date(measure, day, base_revision, editor):
    current = lock_measure(measure)
    if current.start and current.start > day:
        raise MeasureChanged(current)
    saved = edit_measure(measure=current, fields={"due": day}, base_revision=base_revision, editor=editor)
    return saved.revision != current.revision
