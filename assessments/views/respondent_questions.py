from django.views.decorators.http import require_http_methods

from assessments.access import get_respondent
from assessments.sheets import RespondentSheet
from assessments.views.questions import answer_page


@require_http_methods(["GET", "HEAD", "POST"])
def respondent_questions(request, respondent_id, part, number):
    return answer_page(request, RespondentSheet(get_respondent(request, respondent_id)), part, number)
