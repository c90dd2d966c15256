from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.access import Right, get_editor, get_municipality
from assessments.models import User
from assessments.team_forms import ConfirmForm, RoleForm

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
LAST_LEAD = (
    "Das Team braucht mindestens eine Leitung. Machen Sie zuerst eine andere Person zur Leitung, dann geht es hier"
    " weiter."
)


@require_safe
def team(request, municipality_id):
    municipality = get_municipality(request, municipality_id)
    context = {
        "municipality": municipality,
        "members": municipality.memberships.select_related("user"),
        "own_id": request.user.pk,
    }
    if municipality.rights.may_lead:
        open_ones = municipality.invitations.open(timezone.now()).select_related("created_by")
        context |= {"invitations": open_ones, "former": former_members(municipality)}
    return render(request, "team.html", context)


def former_members(municipality):
    """Whom the history of the team still names, without being in it."""
    entries = municipality.history.of_team().order_by()
    named = User.objects.filter(Q(pk__in=entries.values("actor")) | Q(pk__in=entries.values("person")))
    return sorted(named.exclude(memberships__municipality=municipality), key=lambda user: user.email)


@FORM_METHODS
def edit_member(request, municipality_id, membership_id):
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    member = get_object_or_404(municipality.memberships.select_related("user", "municipality"), pk=membership_id)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": member.role})
    if form.is_valid():
        try:
            actions.change_role(membership=member, role=form.cleaned_data["role"], editor=get_editor(request))
        except actions.LastLead:
            form.add_error("role", LAST_LEAD)
        else:
            messages.success(request, f"Die Rolle von {member.user.shown_name} ist gespeichert.")
            return redirect("team", municipality.pk)
    return show(request, "edit_member.html", municipality, form, member)


@FORM_METHODS
def remove_member(request, municipality_id, membership_id):
    municipality = get_municipality(request, municipality_id, Right.LEAD)
    member = get_object_or_404(municipality.memberships.select_related("user", "municipality"), pk=membership_id)
    form = ConfirmForm("Ja, aus dem Team nehmen", request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.remove_member(membership=member, editor=get_editor(request))
        except actions.LastLead:
            form.add_error(None, LAST_LEAD)
        else:
            messages.success(request, f"{member.user.shown_name} gehört nicht mehr zum Team.")
            return redirect("account") if member.user_id == request.user.pk else redirect("team", municipality.pk)
    return show(request, "remove_member.html", municipality, form, member)


@FORM_METHODS
def leave_team(request, municipality_id):
    municipality = get_municipality(request, municipality_id)
    form = ConfirmForm("Ja, ich verlasse das Team", request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.leave_team(municipality=municipality, editor=get_editor(request))
        except actions.LastLead:
            form.add_error(None, LAST_LEAD)
        else:
            messages.success(request, f"Sie gehören nicht mehr zum Team von {municipality.name}.")
            return redirect("account")
    return show(request, "leave_team.html", municipality, form)


def show(request, template, municipality, form, member=None):
    context = {"municipality": municipality, "form": form, "member": member}
    return render(request, template, context, status=422 if form.errors else 200)
