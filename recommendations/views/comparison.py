from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.access import get_assessment, get_viewer
from assessments.instrument import instrument_keys
from assessments.models import Assessment
from recommendations import comparison as compared
from recommendations.views.result import get_evaluation


@require_safe
def comparison(request, assessment_id):
    """The assessment beside the one it continues, or beside another of the project that the viewer may see."""
    assessment = get_assessment(request, assessment_id)
    others = list(find_others(request, assessment))
    other = choose(others, request.GET.get("mit"), assessment)
    context = {"assessment": assessment, "others": others, "other": other}
    if other:
        before, after = sorted((assessment, other), key=lambda entry: entry.created_at)
        context |= {
            "before": before,
            "after": after,
            "comparison": compare(before, after),
            "labels": labels(before, after),
        }
    return render(request, "comparison.html", context)


def labels(before, after):
    """Heads of the columns: the days of creation, or words where both are of one day."""
    days = [f"{timezone.localdate(entry.created_at):%d.%m.%Y}" for entry in (before, after)]
    return days if days[0] != days[1] else ["Früher", "Später"]


def find_others(request, assessment):
    """Whoever may see an assessment may see the one it continues: its answers were copied from there."""
    visible = Q(pk__in=Assessment.objects.visible_to(get_viewer(request)).values("pk"))
    return (
        Assessment.objects.filter(visible | Q(pk=assessment.continues_id), project=assessment.project_id)
        .exclude(pk=assessment.pk)
        .order_by("-created_at")
    )


def choose(others, wanted, assessment):
    """The wanted one; else the one it continues, else the newest, else None. Raises Http404 for a stranger's."""
    if wanted:
        found = next((other for other in others if str(other.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    return next((other for other in others if other.pk == assessment.continues_id), others[0] if others else None)


def compare(before, after):
    """None where one of them has a version of the instrument that this program does not have."""
    if not {before.instrument, after.instrument} <= set(instrument_keys()):
        return None
    return compared.compare(get_evaluation(before), get_evaluation(after))
