from django.urls import path

from recommendations.views.blank_xlsx import answers_xlsx, blank_xlsx
from recommendations.views.hints import hints
from recommendations.views.short_plan import short_plan, short_plan_pdf
from recommendations.views.upload_answers import confirm_answers, marked_copy, upload_answers

urlpatterns = [
    path("fragebogen.xlsx", blank_xlsx, name="blank_xlsx"),
    path("check/<uuid:assessment_id>/fragebogen.xlsx", answers_xlsx, name="answers_xlsx"),
    path("check/<uuid:assessment_id>/antworten-hochladen/", upload_answers, name="upload_answers"),
    path("check/<uuid:assessment_id>/antworten-hochladen/speichern/", confirm_answers, name="confirm_answers"),
    path("check/<uuid:assessment_id>/antworten-hochladen/markiert.xlsx", marked_copy, name="marked_copy"),
    path("check/<uuid:assessment_id>/hinweise/", hints, name="hints"),
    path("check/<uuid:assessment_id>/kurzplan/", short_plan, name="short_plan"),
    path("check/<uuid:assessment_id>/kurzplan.pdf", short_plan_pdf, name="short_plan_pdf"),
]
