from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_editor, get_municipality
from assessments.forms import moment_text
from assessments.team_forms import ConfirmForm
from recommendations import actions, exchange_consent
from recommendations.exchange_forms import AddListingForm, EditListingForm
from recommendations.exchange_reading import recommendations, title_of
from recommendations.models import Listing

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
REFUSALS = {
    actions.AlreadyListed: "Zu dieser Empfehlung ist Ihre Kommune inzwischen schon eingetragen. Es wurde nichts "
    "gespeichert.",
    actions.WordingOutdated: "Der Wortlaut der Einwilligung hat sich geändert, seit Sie die Seite geöffnet haben. Es "
    "wurde nichts gespeichert. Bitte lesen Sie den neuen Wortlaut und stimmen Sie ihm zu.",
}


@FORM_METHODS
def add_listing(request, municipality_id):
    """A suggestion is passed as ?empfehlung and ?art."""
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    initial = {"recommendation": request.GET.get("empfehlung"), "kind": request.GET.get("art")}
    data = request.POST if request.method == "POST" else None
    form = AddListingForm(free_recommendations(municipality), data, initial=initial)
    if form.is_valid() and save(request, form, actions.add_listing, municipality=municipality):
        messages.success(request, "Eingetragen. Kommunen mit einem passenden Eintrag sehen das ab jetzt.")
        return redirect("exchange", municipality.pk)
    return show_form(request, "add_listing.html", municipality, form)


def save(request, form, action, **what):
    """Whether it was saved; if not, the form says why."""
    version, editor = form.cleaned_data["version"], get_editor(request)
    try:
        action(fields=form.listing_fields(), consent_version=version, editor=editor, **what)
    except actions.ExchangeRefused as refused:
        form.refuse(REFUSALS[type(refused)])
        return False
    return True


def free_recommendations(municipality):
    """Those to which the municipality has listed nothing."""
    listed = set(municipality.listings.active().values_list("recommendation", flat=True))
    return [entry for entry in recommendations() if entry.id not in listed]


@FORM_METHODS
def edit_listing(request, municipality_id, listing_id):
    municipality, listing = find_listing(request, municipality_id, listing_id)
    if listing.withdrawn_at:
        return show_gone(request, municipality, listing)
    data = request.POST if request.method == "POST" else None
    form = EditListingForm(data, initial=EditListingForm.initial_of(listing))
    try:
        if form.is_valid() and save(
            request, form, actions.edit_listing, listing=listing, base_revision=form.cleaned_data["revision"]
        ):
            messages.success(request, "Der Eintrag ist gespeichert.")
            return redirect("exchange", municipality.pk)
    except actions.ListingChanged as conflict:
        return show_conflict(request, municipality, form, conflict.current)
    except Listing.DoesNotExist:
        return show_gone(request, municipality, listing)
    return show_form(request, "edit_listing.html", municipality, form, listing=listing)


def find_listing(request, municipality_id, listing_id):
    """(municipality, its listing, withdrawn or not) for the Leitung. Raises Http404, PermissionDenied."""
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    return municipality, get_object_or_404(municipality.listings.select_related("municipality"), pk=listing_id)


def show_form(request, template, municipality, form, **context):
    if listing := context.get("listing"):
        context["title"] = title_of(listing.recommendation)
    context |= {
        "municipality": municipality,
        "form": form,
        "consent_points": exchange_consent.consent_points(exchange_consent.CURRENT),
        "consent_version": exchange_consent.CURRENT,
    }
    return render(request, template, context, status=422 if form.errors else 200)


def show_conflict(request, municipality, form, current):
    """What was typed stays in the form, now made against the stored listing, whose other texts stand above it."""
    differences, data = form.differences(current), request.POST.copy()
    data["revision"] = str(current.revision)
    context = {"listing": current, "differences": differences, "changed_when": moment_text(current.updated_at)}
    form = EditListingForm(data, initial=EditListingForm.initial_of(current))
    response = show_form(request, "edit_listing.html", municipality, form, **context)
    response.status_code = 409
    return response


def show_gone(request, municipality, listing):
    """It was withdrawn: what was typed is shown again and can be saved as a new one."""
    if request.method != "POST":
        return tell_gone(request, municipality)
    data = request.POST.copy()
    data["recommendation"], data["kind"] = listing.recommendation, listing.kind
    form = AddListingForm(free_recommendations(municipality), data)
    response = show_form(request, "add_listing.html", municipality, form, withdrawn=True)
    response.status_code = 409
    return response


def tell_gone(request, municipality):
    messages.info(request, "Dieser Eintrag ist schon zurückgenommen; es wurde nichts geändert.")
    return redirect("exchange", municipality.pk)


@FORM_METHODS
def withdraw_listing(request, municipality_id, listing_id):
    municipality, listing = find_listing(request, municipality_id, listing_id)
    if listing.withdrawn_at:
        return tell_gone(request, municipality)
    form = ConfirmForm("Ja, den Eintrag zurücknehmen", request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.withdraw_listing(listing=listing, editor=get_editor(request))
        messages.success(request, "Zurückgenommen. Andere Kommunen sehen den Eintrag nicht mehr.")
        return redirect("exchange", municipality.pk)
    context = {"municipality": municipality, "listing": listing, "form": form}
    context["title"] = title_of(listing.recommendation)
    return render(request, "withdraw_listing.html", context, status=422 if form.errors else 200)
