from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.municipalities import search_key
from recommendations.access import get_participation
from recommendations.drawing import cached
from recommendations.report import render_consents
from recommendations.report.consent import build_consents
from recommendations.report.render import ReportError
from recommendations.sharing import read_consents
from recommendations.views.files import failed, send


@require_safe
def consent_history(request, municipality_id, programme_id):
    """All consents of the municipality to the programme, with their wording, as PDF."""
    participant, today = get_participation(request, municipality_id, programme_id), timezone.localdate()
    consents = read_consents(participant.municipality).get(participant.programme.pk, [])
    sheet = build_consents(participant.municipality.name, participant.programme, consents, today)
    try:
        content = cached(request, "pdf", f"consents:{sheet!r}", lambda: render_consents(sheet))
    except ReportError as error:
        return failed(request, error)
    place = slugify(search_key(participant.municipality.name))[:60].strip("-") or "kommune"
    return send(content, "application/pdf", f"einwilligungen-{place}-{today:%Y-%m-%d}.pdf")
