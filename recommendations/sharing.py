"""What a municipality shares with a programme, shared once, and could share: read for its own pages."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from assessments.instrument import CURRENT
from assessments.models import Assessment
from assessments.municipalities import search_key
from recommendations.figures import assessment_values, mean_values
from recommendations.models import Participation, Share
from recommendations.release_texts import CELL_NAMES, LAND, PROGRAMME, SIZE, cell_name


@dataclass(frozen=True, slots=True)
class Consent:
    """A share as the municipality sees it. `state`: "counts", "superseded" (a later check of the project is shared),
    "outdated" (of an earlier version of the questionnaire), "unlisted" (the municipality takes part no more: it counts
    again once it does), "withdrawn", "deleted" (the check was)."""

    share: Share
    state: str

    @property
    def is_in_force(self):
        return self.state in IN_FORCE


# Of these only "counts" counts; all can be withdrawn.
IN_FORCE = ("counts", "superseded", "outdated", "unlisted")


def read_consents(municipality):
    """{programme id: [Consent]} of all programmes, those that ended too, the newest first; one query."""
    listed = Participation.objects.filter(programme=OuterRef("programme"), municipality=municipality)
    shares = Share.objects.filter(municipality=municipality).annotate(is_listed=Exists(listed))
    found = {}
    for share in shares.select_related("assessment").defer("assessment__result").order_by("-shared_at", "id"):
        found.setdefault(share.programme_id, []).append(share)
    return {programme: consents(of_programme) for programme, of_programme in found.items()}


def consents(shares):
    """Of one programme."""
    counting = {share.pk for share in latest_by_project(share for share in shares if is_counted(share))}
    return [Consent(share, state_of(share, counting)) for share in shares]


def is_counted(share):
    in_force = share.withdrawn_at is None and share.assessment is not None
    return in_force and share.is_listed and share.assessment.instrument == CURRENT


def latest_by_project(shares):
    """Of each project the share of the check that was submitted last (disclosure.md, "Unit")."""
    ordered = sorted(shares, key=lambda share: (share.submitted_at, share.pk))
    return {share.assessment.project_id: share for share in ordered}.values()


def state_of(share, counting):
    if share.withdrawn_at is not None:
        return "withdrawn"
    if share.assessment is None:
        return "deleted"
    if not share.is_listed:
        return "unlisted"
    if share.assessment.instrument != CURRENT:
        return "outdated"
    return "counts" if share.pk in counting else "superseded"


def shareable_checks(municipality):
    """The submitted checks of the projects that the municipality holds, project by project, the newest first."""
    held = Assessment.objects.filter(project__tenant=municipality, submitted_at__isnull=False)
    newest_first = held.select_related("project").defer("result").order_by("-submitted_at")
    return sorted(newest_first, key=lambda check: (search_key(check.project.name), str(check.project_id)))


def counted_checks(assessments, instrument):
    """Of what a municipality shares that with which it counts: of each project the check submitted last."""
    counted = sorted(
        (each for each in assessments if each.instrument == instrument), key=lambda each: each.submitted_at
    )
    return list({each.project_id: each for each in counted}.values())


def mean_of_checks(assessments):
    """The figures of several checks as those of one municipality; one query."""
    results = Assessment.objects.filter(pk__in=[each.pk for each in assessments]).values_list("result", flat=True)
    return mean_values([assessment_values(result) for result in results])


def own_cells(municipality):
    """{"programm", "land", "groesse": cell} of a release that the municipality belongs to."""
    cells = {
        "programm": PROGRAMME,
        "land": f"{LAND}:{municipality.land}",
        "groesse": f"{SIZE}:{municipality.size_class}",
    }
    return {key: cell for key, cell in cells.items() if cell in CELL_NAMES}


def cell_title(cell):
    """„Bayern“, „Größenklasse 5.000 bis unter 20.000“."""
    return f"Größenklasse {cell_name(cell)}" if cell.startswith(SIZE) else cell_name(cell)
