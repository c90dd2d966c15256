from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import metrics
from assessments.access import get_editor, hand_over_link
from assessments.limits import count
from recommendations import actions
from recommendations.forms import UploadForm


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """A downloaded state becomes a new assessment with its own link; a file that cannot be read changes nothing."""
    if request.method == "POST":
        count(request, "upload")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        assessment, token = actions.upload_document(document=form.cleaned_data["file"], editor=get_editor(request))
        metrics.count("uploads", outcome="accepted")
        hand_over_link(request, token)
        return redirect("personal_link", assessment.pk)
    if form.is_bound:
        metrics.count("uploads", outcome="refused")
    return render(request, "upload.html", {"form": form}, status=422 if form.is_bound else 200)
