from django.urls import path

from assessments.views.answer import answer
from assessments.views.choose_municipality import choose_municipality, search_municipalities
from assessments.views.delete import delete, deleted
from assessments.views.describe_project import describe_project
from assessments.views.edit_project import edit_project
from assessments.views.extend import extend
from assessments.views.legal import accessibility, imprint, privacy
from assessments.views.open_link import open_link
from assessments.views.overview import overview
from assessments.views.personal_link import personal_link
from assessments.views.questions import questions
from assessments.views.start import start

urlpatterns = [
    path("", start, name="start"),
    path("kommune/", choose_municipality, name="choose_municipality"),
    path("kommune/suche", search_municipalities, name="search_municipalities"),
    path("projekt/", describe_project, name="describe_project"),
    path("z/<str:token>/", open_link, name="open_link"),
    path("check/<uuid:assessment_id>/", overview, name="overview"),
    path("check/<uuid:assessment_id>/link/", personal_link, name="personal_link"),
    path("check/<uuid:assessment_id>/fragen/<slug:part>/<int:number>/", questions, name="questions"),
    path("check/<uuid:assessment_id>/antwort/<str:item>/", answer, name="answer"),
    path("check/<uuid:assessment_id>/projekt/", edit_project, name="edit_project"),
    path("check/<uuid:assessment_id>/umfang/", extend, name="extend"),
    path("check/<uuid:assessment_id>/loeschen/", delete, name="delete"),
    path("geloescht/", deleted, name="deleted"),
    path("impressum/", imprint, name="imprint"),
    path("datenschutz/", privacy, name="privacy"),
    path("barrierefreiheit/", accessibility, name="accessibility"),
]
