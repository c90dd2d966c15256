from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_assessment, get_municipality
from recommendations.history import GROUPS, TEAM_KINDS, describe

PER_PAGE = 50


@require_safe
def history(request, assessment_id):
    """What changed in one assessment."""
    assessment = get_assessment(request, assessment_id)
    groups = {key: group for key, group in GROUPS.items() if key != "team"}
    context = {"assessment": assessment, **read_page(request, assessment.history.all(), groups)}
    return render(request, "history.html", context)


@require_safe
def team_history(request, municipality_id):
    """What changed in a municipality's account. Who came, went and got which role is for its Leitung."""
    municipality = get_municipality(request, municipality_id)
    groups, entries = GROUPS, municipality.history.all()
    if not municipality.rights.may_lead:
        groups = {key: group for key, group in GROUPS.items() if key != "team"}
        entries = entries.exclude(kind__in=TEAM_KINDS)
    return render(request, "team_history.html", {"municipality": municipality, **read_page(request, entries, groups)})


def read_page(request, entries, groups):
    """The entries of the page and of the group that the address asks for (`seite`, `art`)."""
    chosen = request.GET.get("art") if request.GET.get("art") in groups else ""
    if chosen:
        entries = entries.filter(kind__in=groups[chosen][1])
    pages = Paginator(entries.select_related("assessment__project"), PER_PAGE)
    page = pages.get_page(request.GET.get("seite"))
    labels = [(key, label) for key, (label, _) in groups.items()]
    return {"entries": [describe(entry) for entry in page], "page": page, "groups": labels, "chosen": chosen}
