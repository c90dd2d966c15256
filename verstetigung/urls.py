from django.urls import include, path

handler400 = "assessments.views.errors.bad_request"
handler403 = "assessments.views.errors.forbidden"
handler404 = "assessments.views.errors.not_found"
handler429 = "assessments.views.errors.too_often"
handler500 = "assessments.views.errors.server_error"

# Tried in this order: what is asked for most, saving an answer, comes first.
urlpatterns = [
    path("", include("assessments.urls")),
    path("", include("recommendations.urls")),
    path("konto/", include("assessments.account_urls")),
]
