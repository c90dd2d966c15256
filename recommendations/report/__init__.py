"""Reports as PDF. Imports wait until a report is asked for: worker.py starts from this package without Django."""


def render_report(document, today=None) -> bytes:
    """The action plan of a document (recommendations.document); with the day, it holds what the decision rests on.

    Raises render.ReportError.
    """
    from recommendations.document import document_text
    from recommendations.report.content import build_report
    from recommendations.report.render import render_pdf
    from recommendations.report.wording import midnight

    report = build_report(document, today)
    attachment = {
        "name": "verstetigungs-check.json",
        "text": document_text(document),
        "description": "Angaben, Antworten und Plan, aus denen dieser Bericht berechnet ist",
    }
    return render_pdf(
        "report/plan.html",
        {"report": report, "print": True},
        stamp=midnight(report.cover.day),
        attachment=attachment,
    )


def render_blank_questionnaire(instrument_key: str, scope: str) -> bytes:
    """The questionnaire to fill in by hand, `scope` "quick" or "full". Raises render.ReportError, InstrumentError."""
    from recommendations.report.questionnaire import build_questionnaire
    from recommendations.report.render import render_pdf

    return render_pdf("report/questionnaire.html", {"questionnaire": build_questionnaire(instrument_key, scope)})


def render_agenda(document, minutes: int) -> bytes:
    """The agenda of a workshop of 60 or 90 minutes, from a document with views. Raises render.ReportError."""
    from recommendations.report.agenda import build_agenda
    from recommendations.report.render import render_pdf

    return render_pdf("report/agenda.html", {"agenda": build_agenda(document, minutes), "print": True})


def render_consents(sheet) -> bytes:
    """The consents of a municipality (report.consent.ConsentSheet). Raises render.ReportError."""
    from recommendations.report.render import render_pdf
    from recommendations.report.wording import midnight

    return render_pdf("report/consent.html", {"sheet": sheet}, stamp=midnight(sheet.day))


def render_short_plan(document, today) -> bytes:
    """Three measures on one page (recommendations.short_plan). Raises render.ReportError."""
    from recommendations.report.render import render_pdf
    from recommendations.report.short_plan import build_paper
    from recommendations.report.wording import midnight
    from recommendations.short_plan import build_short_plan

    paper = build_paper(build_short_plan(document, today))
    return render_pdf("report/short_plan.html", {"paper": paper}, stamp=midnight(today))
