from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_assessment
from recommendations.path_guide import PATH_GUIDE, full_key, note_key
from recommendations.views.entries import edit_entries


@require_http_methods(["GET", "HEAD", "POST"])
def edit_checklist(request, assessment_id, outcome):
    assessment = get_assessment(request, assessment_id, Right.EDIT)
    if outcome not in PATH_GUIDE.outcomes:
        raise Http404
    points = [(point, full_key(point.key), note_key(point.key)) for point in PATH_GUIDE.points_of(outcome)]
    keys = [key for _, *both in points for key in both]
    chosen = PATH_GUIDE.outcomes[outcome]
    done, message = f"{reverse('path', args=[assessment.pk])}#{outcome}", f"Die Liste „{chosen.title}“ ist gespeichert."
    context = {"outcome": chosen, "points": points, "page": PATH_GUIDE.page}
    return edit_entries(request, assessment, keys, "edit_checklist.html", done, message, **context)
