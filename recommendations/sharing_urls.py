"""Addresses of a municipality that takes part in programmes: sharing, withdrawal, comparison."""

from django.urls import path

from recommendations.views.benchmark import benchmark
from recommendations.views.consent_history import consent_history
from recommendations.views.municipality_programmes import municipality_programmes
from recommendations.views.share import share
from recommendations.views.withdraw_share import withdraw_share

PROGRAMME = "kommune/<uuid:municipality_id>/programme/<uuid:programme_id>"

urlpatterns = [
    path("kommune/<uuid:municipality_id>/programme/", municipality_programmes, name="municipality_programmes"),
    path(f"{PROGRAMME}/", share, name="share"),
    path(f"{PROGRAMME}/einwilligung.pdf", consent_history, name="consent_history"),
    path(f"{PROGRAMME}/widerruf/<uuid:share_id>/", withdraw_share, name="withdraw_share"),
    path(f"{PROGRAMME}/vergleich/", benchmark, name="benchmark"),
]
