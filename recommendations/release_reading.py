"""What the pages of a release read: its stored content, the funder's answers, and the releases beside it."""

from django.db.models import F
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from recommendations.answers import current_answers
from recommendations.models import Release
from recommendations.release_texts import CELL_NAMES, PROGRAMME
from recommendations.release_view import AnswerView, figure_history, read_release


def read_published(release):
    return read_release(day=release.date, instrument=release.instrument, policy=release.policy, content=release.content)


def read_answers(programme):
    """{recommendation: AnswerView} of the answers in force; one query."""
    return {key: answer_view(answer) for key, answer in current_answers([programme])[programme.pk].items()}


def answer_view(answer):
    return AnswerView(
        status=answer.status,
        status_text=answer.get_status_display(),
        text=answer.text,
        date=timezone.localdate(answer.created_at),
        number=answer.number,
    )


def chosen_cell(request):
    """The cell that the address asks for (`gruppe`); the programme where it names none that exists."""
    cell = request.GET.get("gruppe", "")
    return cell if cell in CELL_NAMES else PROGRAMME


def comparable_releases(release):
    """The other releases of the programme with the same version of the instrument, the newest first."""
    others = Release.objects.filter(programme=release.programme_id, instrument=release.instrument)
    return others.exclude(pk=release.pk).order_by("-date")


def read_history(published, release, figure):
    """The figure in this release and all before it; of their contents only this figure is read."""
    found = KeyTransform(figure, KeyTransform(PROGRAMME, "content"))
    before = Release.objects.filter(
        programme=release.programme_id, instrument=release.instrument, date__lte=release.date
    )
    rows = before.annotate(found=found).order_by(F("date").asc()).values_list("date", "found")
    return figure_history(published, figure, rows)
