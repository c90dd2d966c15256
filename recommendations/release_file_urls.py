"""Addresses of the files of a release."""

from django.urls import path

from recommendations.views.release_files import (
    release_csv,
    release_dcat,
    release_json,
    release_open_data,
    release_pdf,
    release_schema,
    release_xlsx,
)

urlpatterns = [
    path("freigabe/<uuid:release_id>/bericht.pdf", release_pdf, name="release_pdf"),
    path("freigabe/<uuid:release_id>/tabelle.xlsx", release_xlsx, name="release_xlsx"),
    path("freigabe/<uuid:release_id>/daten.csv", release_csv, name="release_csv"),
    path("freigabe/<uuid:release_id>/daten.json", release_json, name="release_json"),
    path("freigabe/<uuid:release_id>/offene-daten/", release_open_data, name="release_open_data"),
    path("freigabe/<uuid:release_id>/dcat.jsonld", release_dcat, name="release_dcat"),
    path("schema/freigabe-1.json", release_schema, name="release_schema"),
]
