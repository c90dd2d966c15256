from django.urls import path

from recommendations.views.paper_files import concept_docx, concept_pdf, proposal_docx, proposal_pdf
from recommendations.views.proposal import proposal
from recommendations.views.proposal_field import proposal_field

urlpatterns = [
    path("check/<uuid:assessment_id>/ratsvorlage/", proposal, name="proposal"),
    path("check/<uuid:assessment_id>/ratsvorlage.docx", proposal_docx, name="proposal_docx"),
    path("check/<uuid:assessment_id>/ratsvorlage.pdf", proposal_pdf, name="proposal_pdf"),
    path("check/<uuid:assessment_id>/ratsvorlage/<slug:field>/", proposal_field, name="proposal_field"),
    path("check/<uuid:assessment_id>/konzept.docx", concept_docx, name="concept_docx"),
    path("check/<uuid:assessment_id>/konzept.pdf", concept_pdf, name="concept_pdf"),
]
