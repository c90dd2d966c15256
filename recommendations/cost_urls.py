from django.urls import path

from recommendations.views.costs import add_typical_costs, costs, costs_xlsx, edit_assumptions
from recommendations.views.edit_cost import add_cost, edit_cost, remove_cost
from recommendations.views.edit_indicator import add_indicator, edit_indicator, remove_indicator
from recommendations.views.indicators import indicator_catalogue, indicators
from recommendations.views.readings import add_reading, remove_reading

CHECK = "check/<uuid:assessment_id>/"
INDICATOR = f"{CHECK}wirkung/<uuid:indicator_id>/"

urlpatterns = [
    path(f"{CHECK}kosten/", costs, name="costs"),
    path(f"{CHECK}kosten.xlsx", costs_xlsx, name="costs_xlsx"),
    path(f"{CHECK}kosten/neu/", add_cost, name="add_cost"),
    path(f"{CHECK}kosten/typische/", add_typical_costs, name="add_typical_costs"),
    path(f"{CHECK}kosten/annahmen/", edit_assumptions, name="edit_assumptions"),
    path(f"{CHECK}kosten/<uuid:cost_id>/", edit_cost, name="edit_cost"),
    path(f"{CHECK}kosten/<uuid:cost_id>/entfernen/", remove_cost, name="remove_cost"),
    path(f"{CHECK}wirkung/", indicators, name="indicators"),
    path(f"{CHECK}wirkung/katalog/", indicator_catalogue, name="indicator_catalogue"),
    path(f"{CHECK}wirkung/neu/", add_indicator, name="add_indicator"),
    path(INDICATOR, edit_indicator, name="edit_indicator"),
    path(f"{INDICATOR}entfernen/", remove_indicator, name="remove_indicator"),
    path(f"{INDICATOR}messwert/", add_reading, name="add_reading"),
    path(f"{CHECK}wirkung/messwert/<uuid:reading_id>/entfernen/", remove_reading, name="remove_reading"),
]
