from django.http import JsonResponse
from django.views.decorators.http import require_safe

from assessments.access import get_respondent
from assessments.personal_data import respondent_data as data_of
from assessments.personal_data import shown_responses


@require_safe
def respondent_data(request, respondent_id):
    """Everything stored about a respondent, for whoever opened the own link."""
    found = get_respondent(request, respondent_id)
    return JsonResponse(
        data_of(found, shown_responses(found)),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
        headers={"Content-Disposition": 'attachment; filename="meine-antworten.json"'},
    )
