from django.views.decorators.http import require_http_methods

from assessments.access import get_respondent
from assessments.sheets import RespondentSheet
from assessments.views.answer import answer_item


@require_http_methods(["GET", "HEAD", "POST"])
def respondent_answer(request, respondent_id, item):
    return answer_item(request, RespondentSheet(get_respondent(request, respondent_id)), item)
