from django.urls import include, path

from recommendations.views.account_data import account_data, account_data_json
from recommendations.views.agenda import agenda, agenda_pdf
from recommendations.views.anonymize import anonymize
from recommendations.views.comparison import comparison
from recommendations.views.decision import decision
from recommendations.views.delete_account import delete_account
from recommendations.views.files import (
    blank_questionnaire,
    download_json,
    download_xlsx,
    report_pdf,
)
from recommendations.views.finish import continue_assessment, submit
from recommendations.views.history import history, team_history
from recommendations.views.method import method
from recommendations.views.perspectives import perspectives
from recommendations.views.plan import add_measure, edit_measure, plan, remove_measure
from recommendations.views.portfolio import portfolio, portfolio_csv, portfolio_xlsx
from recommendations.views.project import project
from recommendations.views.result import result, take
from recommendations.views.upload import upload
from recommendations.views.what_if import what_if

urlpatterns = [
    path("methode/", method, name="method"),
    path("fragebogen.pdf", blank_questionnaire, name="blank_questionnaire"),
    path("hochladen/", upload, name="upload"),
    path("check/<uuid:assessment_id>/ergebnis/", result, name="result"),
    path("check/<uuid:assessment_id>/was-waere-wenn/", what_if, name="what_if"),
    path("check/<uuid:assessment_id>/plan/", plan, name="plan"),
    path("check/<uuid:assessment_id>/plan/uebernehmen/", take, name="take"),
    path("check/<uuid:assessment_id>/plan/neu/", add_measure, name="add_measure"),
    path("check/<uuid:assessment_id>/plan/<uuid:measure_id>/", edit_measure, name="edit_measure"),
    path("check/<uuid:assessment_id>/plan/<uuid:measure_id>/entfernen/", remove_measure, name="remove_measure"),
    path("check/<uuid:assessment_id>/entscheidung/", decision, name="decision"),
    path("check/<uuid:assessment_id>/abschliessen/", submit, name="submit"),
    path("check/<uuid:assessment_id>/fortsetzen/", continue_assessment, name="continue_assessment"),
    path("check/<uuid:assessment_id>/vergleich/", comparison, name="comparison"),
    path("check/<uuid:assessment_id>/verlauf/", history, name="history"),
    path("", include("recommendations.clock_urls")),
    path("", include("recommendations.path_urls")),
    path("", include("recommendations.cost_urls")),
    path("", include("recommendations.paper_urls")),
    path("", include("recommendations.sheet_urls")),
    path("", include("recommendations.exchange_urls")),
    path("", include("recommendations.programme_urls")),
    path("", include("recommendations.sharing_urls")),
    path("", include("recommendations.release_file_urls")),
    path("kommune/<uuid:municipality_id>/verlauf/", team_history, name="team_history"),
    path("kommune/<uuid:municipality_id>/verlauf/name/<uuid:user_id>/", anonymize, name="anonymize"),
    path("kommune/<uuid:municipality_id>/", portfolio, name="portfolio"),
    path("kommune/<uuid:municipality_id>/vorhaben.xlsx", portfolio_xlsx, name="portfolio_xlsx"),
    path("kommune/<uuid:municipality_id>/vorhaben.csv", portfolio_csv, name="portfolio_csv"),
    path("konto/daten/", account_data, name="account_data"),
    path("konto/daten/datei.json", account_data_json, name="account_data_json"),
    path("konto/loeschen/", delete_account, name="delete_account"),
    path("vorhaben/<uuid:project_id>/", project, name="project"),
    path("check/<uuid:assessment_id>/sichtweisen/", perspectives, name="perspectives"),
    path("check/<uuid:assessment_id>/tagesordnung/", agenda, name="agenda"),
    path("check/<uuid:assessment_id>/tagesordnung.pdf", agenda_pdf, name="agenda_pdf"),
    path("check/<uuid:assessment_id>/bericht.pdf", report_pdf, name="report_pdf"),
    path("check/<uuid:assessment_id>/stand.json", download_json, name="download_json"),
    path("check/<uuid:assessment_id>/tabelle.xlsx", download_xlsx, name="download_xlsx"),
]
