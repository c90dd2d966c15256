from django.urls import path

from recommendations.views.apply_dates import apply_dates
from recommendations.views.clock import clock, clock_ics
from recommendations.views.edit_calendar import edit_calendar, edit_steps
from recommendations.views.take_calendar import take_calendar

urlpatterns = [
    path("check/<uuid:assessment_id>/fristen/", clock, name="clock"),
    path("check/<uuid:assessment_id>/fristen/kalender/", edit_calendar, name="edit_calendar"),
    path("check/<uuid:assessment_id>/fristen/kalender/uebernehmen/", take_calendar, name="take_calendar"),
    path("check/<uuid:assessment_id>/fristen/erledigt/", edit_steps, name="edit_steps"),
    path("check/<uuid:assessment_id>/fristen/uebernehmen/", apply_dates, name="apply_dates"),
    path("check/<uuid:assessment_id>/fristen.ics", clock_ics, name="clock_ics"),
]
