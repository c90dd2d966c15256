from django.urls import include, path

from assessments.views.finish_response import finish_response
from assessments.views.invite_respondent import invite_respondent
from assessments.views.open_comparison import open_comparison
from assessments.views.open_respondent_link import open_respondent_link
from assessments.views.remind_respondent import remind_respondent
from assessments.views.remove_respondent import remove_respondent
from assessments.views.respondent import respondent
from assessments.views.respondent_answer import respondent_answer
from assessments.views.respondent_data import respondent_data
from assessments.views.respondent_link import respondent_link
from assessments.views.respondent_questions import respondent_questions
from assessments.views.survey import survey

of_team = [
    path("", survey, name="survey"),
    path("einladen/", invite_respondent, name="invite_respondent"),
    path("oeffnen/", open_comparison, name="open_comparison"),
    path("<uuid:respondent_id>/link/", respondent_link, name="respondent_link"),
    path("<uuid:respondent_id>/erinnern/", remind_respondent, name="remind_respondent"),
    path("<uuid:respondent_id>/entfernen/", remove_respondent, name="remove_respondent"),
]
of_respondent = [
    path("", respondent, name="respondent"),
    path("fragen/<slug:part>/<int:number>/", respondent_questions, name="respondent_questions"),
    path("antwort/<str:item>/", respondent_answer, name="respondent_answer"),
    path("daten.json", respondent_data, name="respondent_data"),
    path("fertig/", finish_response, name="finish_response"),
]
urlpatterns = [
    path("check/<uuid:assessment_id>/befragung/", include(of_team)),
    path("b/<str:token>/", open_respondent_link, name="open_respondent_link"),
    path("befragung/<uuid:respondent_id>/", include(of_respondent)),
]
