"""The files of a release. It never changes, so what is made of it once can be given again."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recommendations.access import get_release
from recommendations.dcat import Addresses, dcat_text
from recommendations.drawing import cached
from recommendations.programme_reading import count_cells
from recommendations.release_export import read_facts, release_file_name
from recommendations.release_file_forms import OpenDataForm
from recommendations.release_files import build_csv, build_xlsx
from recommendations.release_json import build_json, schema_text
from recommendations.release_reading import read_answers
from recommendations.report.release import render_release
from recommendations.report.render import ReportError
from recommendations.views.files import XLSX, failed, send

ENDINGS = {"csv": "release_csv", "xlsx": "release_xlsx", "json": "release_json", "pdf": "release_pdf"}


@require_safe
def release_pdf(request, release_id):
    """With the answers and the list of municipalities of today: the release never changes, they may."""
    release = get_release(request, release_id)
    facts, answers, today = read_facts(release), read_answers(release.programme), timezone.localdate()
    listed = dict(sorted(count_cells(release.programme).items()))
    key = f"release_pdf:{today}:{answers}:{listed}:{facts}"
    try:
        content = cached(request, "pdf", key, lambda: render_release(facts, answers, today, listed))
    except ReportError as error:
        return failed(request, error)
    return send(content, "application/pdf", release_file_name(facts, "pdf"))


@require_safe
def release_xlsx(request, release_id):
    facts = read_facts(get_release(request, release_id))
    return send(
        cached(request, "xlsx", f"release_xlsx:{facts}", lambda: build_xlsx(facts)),
        XLSX,
        release_file_name(facts, "xlsx"),
    )


@require_safe
def release_csv(request, release_id):
    facts = read_facts(get_release(request, release_id))
    return send(build_csv(facts), "text/csv; charset=utf-8", release_file_name(facts, "csv"))


@require_safe
def release_json(request, release_id):
    facts = read_facts(get_release(request, release_id))
    return send(build_json(facts), "application/json; charset=utf-8", release_file_name(facts, "json"))


@require_safe
def release_dcat(request, release_id):
    """?basis: the public address of the files, ?lizenz: of dcat.LICENCES."""
    release = get_release(request, release_id)
    form = OpenDataForm(request.GET)
    if not form.is_valid():
        return render(request, "release_open_data.html", {"release": release, "form": form}, status=422)
    facts = read_facts(release)
    addresses = read_addresses(facts, form.cleaned_data["basis"])
    text = dcat_text(facts, addresses, form.cleaned_data["lizenz"])
    return send(text, "application/ld+json; charset=utf-8", release_file_name(facts, "jsonld"))


def read_addresses(facts, basis):
    """Below `basis`, else those of this installation, which ask for a login."""
    if basis:
        files = {ending: f"{basis}/{release_file_name(facts, ending)}" for ending in ENDINGS}
        data_set = f"{basis}/{release_file_name(facts, 'jsonld')}"
    else:
        files = {ending: own_address(name, facts.id) for ending, name in ENDINGS.items()}
        data_set = own_address("release", facts.id)
    return Addresses(data_set=data_set, files=files, schema=own_address("release_schema"))


def own_address(name, *args):
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


@require_safe
def release_open_data(request, release_id):
    """How the funder publishes a release, step by step."""
    release = get_release(request, release_id)
    return render(request, "release_open_data.html", {"release": release, "form": OpenDataForm()})


@require_safe
def release_schema(request):
    return HttpResponse(schema_text(), content_type="application/schema+json; charset=utf-8")
