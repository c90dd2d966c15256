from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from recommendations.personal_data import as_text, person_data
from recommendations.views.files import send


@login_required
@require_safe
def account_data(request):
    """What is in the file of the own data, and the way to it."""
    return render(request, "account_data.html")


@login_required
@require_safe
@reauthentication_required
def account_data_json(request):
    name = f"meine-daten-{timezone.localdate():%Y-%m-%d}.json"
    return send(as_text(person_data(request.user)), "application/json; charset=utf-8", name)
