from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import editable_municipalities
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
    context["own"] = editable_municipalities(request)
    return render(request, "choose_municipality.html", context, status=422 if form.errors else 200)


@require_safe
def search_municipalities(request):
    """The hits alone, for the search while typing. `ziel`: what is chosen for, a check or a claim ("anfrage")."""
    target = "claim_municipality" if request.GET.get("ziel") == "anfrage" else "describe_project"
    return render(request, "_municipalities.html", search(request, target))


def search(request, target="describe_project"):
    """What the list of hits shows, which lead to `target`. `hits` is None where nothing was searched for."""
    search_form = MunicipalitySearchForm(request.GET if "q" in request.GET else None)
    scope = read_scope(request)
    address = f"{reverse(target)}?{'' if target == 'claim_municipality' else f'umfang={scope}&'}ags="
    context = {"search_form": search_form, "scope": scope, "hits": None, "hit_address": address}
    text = search_form.cleaned_data["q"] if search_form.is_valid() else ""
    if text:
        found = Municipality.objects.directory().search(text)
        count = found.count()
        context |= {"hits": found[:MAX_HITS], "count": count, "more": max(count - MAX_HITS, 0)}
    return context


def find_by_ags(ags):
    """A municipality of the directory, or None."""
    return Municipality.objects.directory().filter(ags=ags).first() if ags.isascii() and ags.isdigit() else None
