from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_editor, get_municipality
from assessments.team_forms import ConfirmForm
from recommendations import actions
from recommendations.exchange import MOST_OPEN, WAIT
from recommendations.exchange_forms import AnswerForm, AskForm
from recommendations.exchange_reading import entry_of, find_fitting, read_contacts, title_of
from recommendations.models import Contact, Listing

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
OVER = "Diese Anfrage ist schon beantwortet oder zurückgenommen; es wurde nichts geändert."


def refusal_text(refused):
    if isinstance(refused, actions.AskedTooSoon):
        return (
            "Diese Kommune hat einen Kontakt zu dieser Empfehlung abgelehnt oder beendet. Ab dem "
            f"{refused.day:%d.%m.%Y} können Sie wieder anfragen."
        )
    return {
        actions.NotFitting: "Einer der beiden Einträge ist inzwischen zurückgenommen. Es wurde nichts gesendet.",
        actions.AlreadyAsked: "Mit dieser Kommune sind Sie zu dieser Empfehlung schon in Kontakt, oder sie hat selbst "
        "angefragt. Es wurde nichts gesendet.",
        actions.TooManyRequests: f"Ihre Kommune hat schon {MOST_OPEN} offene Anfragen. Nehmen Sie eine zurück oder "
        "warten Sie auf eine Antwort. Es wurde nichts gesendet.",
    }[type(refused)]


@FORM_METHODS
def ask_contact(request, municipality_id, other_id):
    """`other_id`: a listing of another municipality. Found only where an own one fits it."""
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    own, other = find_pair(municipality, other_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and ask(request, municipality, other, form):
        return redirect("exchange", municipality.pk)
    context = {"municipality": municipality, "own": own, "other": entry_of(other), "form": form}
    context["title"] = title_of(other.recommendation)
    return render(request, "ask_contact.html", context, status=422 if form.errors else 200)


def find_pair(municipality, other_id):
    """(own listing, the other's). Raises Http404."""
    other = Listing.objects.shown().select_related("municipality").filter(pk=other_id).first()
    own = find_fitting(municipality, other) if other else None
    if own is None:
        raise Http404
    return own, other


def ask(request, municipality, other, form):
    """Whether it was asked; if not, the form says why."""
    message = form.cleaned_data["message"]
    try:
        actions.ask_contact(municipality=municipality, listing=other, message=message, editor=get_editor(request))
    except actions.ExchangeRefused as refused:
        form.add_error(None, refusal_text(refused))
        return False
    messages.success(request, f"Angefragt. {other.municipality.name} sieht die Anfrage im eigenen Austausch.")
    return True


def find_contact(request, municipality_id, contact_id):
    """(municipality, ContactView or None where it is over) for the Leitung. Raises Http404, PermissionDenied."""
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    if not Contact.objects.of(municipality).filter(pk=contact_id).exists():
        raise Http404
    found = {view.id: view for view in read_contacts(municipality)}
    return municipality, found.get(contact_id)


def tell_over(request, municipality):
    messages.info(request, OVER)
    return redirect("exchange", municipality.pk)


@FORM_METHODS
def answer_contact(request, municipality_id, contact_id):
    municipality, view = find_contact(request, municipality_id, contact_id)
    if view is None or not view.is_waiting:
        return tell_over(request, municipality)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        agrees = form.cleaned_data["do"] == "agree"
        act = actions.agree_contact if agrees else actions.decline_contact
        try:
            act(contact=view.contact, municipality=municipality, editor=get_editor(request))
        except actions.ContactOver:
            return tell_over(request, municipality)
        messages.success(request, agreed_text(view) if agrees else "Abgelehnt. Die andere Kommune sieht keinen Grund.")
        return redirect("exchange", municipality.pk)
    context = {"municipality": municipality, "view": view, "form": form, "wait_days": WAIT.days}
    return render(request, "answer_contact.html", context, status=422 if form.errors else 200)


def agreed_text(view):
    return f"Zugestimmt. Sie und {view.place.name} sehen jetzt Stelle und E-Mail-Adresse der anderen Seite."


@FORM_METHODS
def end_contact(request, municipality_id, contact_id):
    municipality, view = find_contact(request, municipality_id, contact_id)
    if view is None:
        return tell_over(request, municipality)
    if view.is_waiting:
        return redirect("answer_contact", municipality.pk, view.id)
    label = "Ja, den Kontakt beenden" if view.is_agreed else "Ja, die Anfrage zurücknehmen"
    form = ConfirmForm(label, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_contact(contact=view.contact, municipality=municipality, editor=get_editor(request))
        messages.success(request, "Beendet. Keine Seite sieht die Angaben der anderen noch.")
        return redirect("exchange", municipality.pk)
    context = {"municipality": municipality, "view": view, "form": form, "wait_days": WAIT.days}
    return render(request, "end_contact.html", context, status=422 if form.errors else 200)
