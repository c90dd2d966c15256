from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.access import get_municipality
from assessments.instrument import CURRENT, load_instrument
from assessments.municipalities import search_key
from recommendations.drawing import cached
from recommendations.holdings import read_portfolio
from recommendations.matrix import portfolio_matrix
from recommendations.portfolio import choose_rows, count_totals, headings, read_choice
from recommendations.portfolio_files import build_csv, build_xlsx
from recommendations.portfolio_forms import PortfolioForm
from recommendations.views.files import XLSX, send


@require_safe
def portfolio(request, municipality_id):
    """All projects that the municipality holds; ?sort, ?richtung, ?phase and ?frist say which and in which order."""
    municipality = get_municipality(request, municipality_id)
    today, choice = timezone.localdate(), read_choice(request.GET)
    held = read_portfolio(municipality, today)
    rows = choose_rows(held, choice, today)
    by_name = sorted(rows, key=lambda row: (search_key(row.name), str(row.id)))
    context = {
        "municipality": municipality,
        "totals": count_totals(held, today),
        "rows": rows,
        "choice": choice,
        "headings": headings(choice),
        "matrix": portfolio_matrix(by_name, load_instrument(CURRENT).stages),
        "choice_form": PortfolioForm(choice),
    }
    return render(request, "portfolio.html", context)


@require_safe
def portfolio_xlsx(request, municipality_id):
    rows, name = chosen(request, municipality_id)
    content = cached(request, "xlsx", f"portfolio:{rows}", lambda: build_xlsx(rows))
    return send(content, XLSX, f"{name}.xlsx")


@require_safe
def portfolio_csv(request, municipality_id):
    rows, name = chosen(request, municipality_id)
    return send(build_csv(rows), "text/csv; charset=utf-8", f"{name}.csv")


def chosen(request, municipality_id):
    """The rows that the page shows for the same address, and what the file is called, without its ending."""
    municipality, today = get_municipality(request, municipality_id), timezone.localdate()
    rows = choose_rows(read_portfolio(municipality, today), read_choice(request.GET), today)
    place = slugify(search_key(municipality.name))[:60].strip("-") or "kommune"
    return rows, f"vorhaben-{place}-{today:%Y-%m-%d}"
