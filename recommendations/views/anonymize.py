from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assessments.access import Right, get_municipality, get_user_id
from assessments.actions import FORMER
from assessments.models import Municipality, User
from assessments.team_forms import ConfirmForm
from recommendations import actions


@require_http_methods(["GET", "HEAD", "POST"])
def anonymize(request, municipality_id, user_id):
    """Takes the name of a former member out of what the municipality holds, for its Leitung or the person."""
    municipality, person = find_former(request, municipality_id, user_id)
    form = ConfirmForm("Ja, den Namen ersetzen", request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.anonymize_member(municipality=municipality, user=person)
        messages.success(request, f"Im Verlauf steht jetzt „{FORMER}“.")
        return redirect("account") if person.pk == request.user.pk else redirect("team", municipality.pk)
    context = {"municipality": municipality, "person": person, "is_self": person.pk == request.user.pk, "form": form}
    return render(request, "anonymize.html", context, status=422 if form.errors else 200)


def find_former(request, municipality_id, user_id):
    """Raises Http404, also where the person is still in the team or the history does not name it."""
    if user_id == get_user_id(request):
        municipality = get_object_or_404(Municipality, pk=municipality_id)
    else:
        municipality = get_municipality(request, municipality_id, Right.LEAD)
    person = get_object_or_404(User, pk=user_id)
    entries = municipality.history
    named = entries.filter(actor=person).exists() or entries.filter(person=person).exists()
    if municipality.memberships.filter(user=person).exists() or not named:
        raise Http404
    return municipality, person
