from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms import MunicipalitySearchForm, TypedMunicipalityForm
from assessments.models import Assessment, Municipality

MAX_HITS = 20
SCOPES = {"kurz": Assessment.Scope.QUICK, "voll": Assessment.Scope.FULL}


def read_scope(request):
    """The scope in words of the address ("kurz", "voll"); the quick check where none or another is named."""
    asked = request.GET.get("umfang")
    return asked if asked in SCOPES else "kurz"


@require_http_methods(["GET", "HEAD", "POST"])
def choose_municipality(request):
    form = TypedMunicipalityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        query = {"umfang": read_scope(request), **form.cleaned_data}
        return redirect(f"{reverse('describe_project')}?{urlencode(query)}")
    context = {"form": form, "has_directory": Municipality.objects.directory().exists(), **search(request)}
    return render(request, "choose_municipality.html", context, status=422 if form.errors else 200)


@require_safe
def search_municipalities(request):
    """The hits alone, for the search while typing."""
    return render(request, "_municipalities.html", search(request))


def search(request):
    """What the list of hits shows. `hits` is None where nothing was searched for."""
    search_form = MunicipalitySearchForm(request.GET if "q" in request.GET else None)
    context = {"search_form": search_form, "scope": read_scope(request), "hits": None}
    text = search_form.cleaned_data["q"] if search_form.is_valid() else ""
    if text:
        found = Municipality.objects.directory().search(text)
        count = found.count()
        context |= {"hits": found[:MAX_HITS], "count": count, "more": max(count - MAX_HITS, 0)}
    return context
