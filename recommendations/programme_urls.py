"""Addresses of funders: their programmes, releases and answers."""

from django.urls import path

from recommendations.views.funder_answer import funder_answer
from recommendations.views.prepare_release import prepare_release
from recommendations.views.programme import programme
from recommendations.views.programmes import programmes
from recommendations.views.release import release
from recommendations.views.release_cells import release_laender, release_sizes
from recommendations.views.release_comparison import release_comparison
from recommendations.views.release_recommendation import release_recommendation

urlpatterns = [
    path("programme/", programmes, name="programmes"),
    path("programm/<uuid:programme_id>/", programme, name="programme"),
    path("programm/<uuid:programme_id>/freigabe/", prepare_release, name="prepare_release"),
    path("programm/<uuid:programme_id>/antwort/<str:recommendation>/", funder_answer, name="funder_answer"),
    path("freigabe/<uuid:release_id>/", release, name="release"),
    path("freigabe/<uuid:release_id>/laender/", release_laender, name="release_laender"),
    path("freigabe/<uuid:release_id>/groessenklassen/", release_sizes, name="release_sizes"),
    path("freigabe/<uuid:release_id>/vergleich/", release_comparison, name="release_comparison"),
    path(
        "freigabe/<uuid:release_id>/empfehlung/<str:recommendation>/",
        release_recommendation,
        name="release_recommendation",
    ),
]
