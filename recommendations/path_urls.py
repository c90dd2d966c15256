from django.urls import path

from recommendations.views.concept import concept
from recommendations.views.concept_field import concept_field
from recommendations.views.edit_checklist import edit_checklist
from recommendations.views.edit_gates import edit_gates, edit_outcome
from recommendations.views.path import path as path_page

urlpatterns = [
    path("check/<uuid:assessment_id>/weg/", path_page, name="path"),
    path("check/<uuid:assessment_id>/weg/pruefen/", edit_gates, name="edit_gates"),
    path("check/<uuid:assessment_id>/weg/festlegen/", edit_outcome, name="edit_outcome"),
    path("check/<uuid:assessment_id>/weg/liste/<slug:outcome>/", edit_checklist, name="edit_checklist"),
    path("check/<uuid:assessment_id>/konzept/", concept, name="concept"),
    path("check/<uuid:assessment_id>/konzept/<slug:field>/", concept_field, name="concept_field"),
]
