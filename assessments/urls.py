from django.urls import include, path

from assessments.views.account import account
from assessments.views.adopt import adopt
from assessments.views.answer import answer
from assessments.views.choose_municipality import choose_municipality, search_municipalities
from assessments.views.claim_municipality import claim_municipality
from assessments.views.claims import claims
from assessments.views.consensus import consensus, consensus_item
from assessments.views.delete import delete, deleted
from assessments.views.describe_project import describe_project
from assessments.views.edit_funding import edit_funding
from assessments.views.edit_project import edit_project
from assessments.views.extend import extend
from assessments.views.health import healthz, readyz
from assessments.views.invitation import invitation, open_invitation
from assessments.views.invite_member import invitation_link, invite_member, revoke_invitation
from assessments.views.legal import accessibility, imprint, privacy
from assessments.views.metrics import metrics
from assessments.views.open_link import open_link
from assessments.views.overview import overview
from assessments.views.personal_link import personal_link
from assessments.views.questions import questions
from assessments.views.start import start
from assessments.views.team import edit_member, leave_team, remove_member, team

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
    path("check/<uuid:assessment_id>/laufzeit/", edit_funding, name="edit_funding"),
    path("check/<uuid:assessment_id>/umfang/", extend, name="extend"),
    path("check/<uuid:assessment_id>/gemeinsam/", consensus, name="consensus"),
    path("check/<uuid:assessment_id>/gemeinsam/<str:item>/", consensus_item, name="consensus_item"),
    path("check/<uuid:assessment_id>/loeschen/", delete, name="delete"),
    path("check/<uuid:assessment_id>/uebernehmen/", adopt, name="adopt"),
    path("konto/", account, name="account"),
    path("konto/kommune/", claim_municipality, name="claim_municipality"),
    path("betrieb/anfragen/", claims, name="claims"),
    path("einladung/<str:token>/", open_invitation, name="open_invitation"),
    path("einladungen/<uuid:invitation_id>/", invitation, name="invitation"),
    path("kommune/<uuid:municipality_id>/team/", team, name="team"),
    path("kommune/<uuid:municipality_id>/team/einladen/", invite_member, name="invite_member"),
    path("kommune/<uuid:municipality_id>/team/verlassen/", leave_team, name="leave_team"),
    path("kommune/<uuid:municipality_id>/team/<uuid:membership_id>/", edit_member, name="edit_member"),
    path(
        "kommune/<uuid:municipality_id>/team/<uuid:membership_id>/entfernen/",
        remove_member,
        name="remove_member",
    ),
    path("kommune/<uuid:municipality_id>/einladungen/<uuid:invitation_id>/", invitation_link, name="invitation_link"),
    path(
        "kommune/<uuid:municipality_id>/einladungen/<uuid:invitation_id>/zurueckziehen/",
        revoke_invitation,
        name="revoke_invitation",
    ),
    path("", include("assessments.survey_urls")),
    path("geloescht/", deleted, name="deleted"),
    path("impressum/", imprint, name="imprint"),
    path("datenschutz/", privacy, name="privacy"),
    path("barrierefreiheit/", accessibility, name="accessibility"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
