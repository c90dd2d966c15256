from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.access import get_municipality, get_project
from recommendations.holdings import find_assessments, read_check
from recommendations.lines import line_chart
from recommendations.portfolio_forms import TwoChecksForm
from recommendations.trend import index_series
from recommendations.views.comparison import compare, labels


@require_safe
def project(request, project_id):
    """The checks of a project over time, and two of them side by side: the last two, or ?von and ?bis."""
    found = get_project(request, project_id)
    assessments = find_assessments(pk=found.pk)
    checks = [read_check(row) for row in assessments]
    form = TwoChecksForm(request.GET, checks) if len(checks) > 1 else None
    series = index_series(checks)
    context = {
        "project": found,
        "municipality": get_municipality(request, found.tenant_id),
        "assessments": list(zip(assessments, checks, strict=True))[::-1],
        "series": [(entry, line_chart(entry)) for entry in series],
        "form": form,
        **(two_checks(form, assessments) if form and form.is_valid() else {}),
    }
    return render(request, "project.html", context, status=422 if form and form.errors else 200)


def two_checks(form, assessments):
    """What the page says of the chosen two, the earlier one first."""
    wanted = {form.cleaned_data["von"], form.cleaned_data["bis"]}
    before, after = [row for row in assessments if str(row.pk) in wanted]
    return {"before": before, "after": after, "labels": labels(before, after), "comparison": compare(before, after)}
