from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.addresses import own_ags
from assessments.models import Municipality
from assessments.team_forms import ClaimForm, TypedClaimForm
from assessments.views.choose_municipality import find_by_ags, search

RECEIVED = "Ihre Anfrage ist eingegangen. Der Betrieb prüft sie; den Stand sehen Sie auf dieser Seite."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def claim_municipality(request):
    """`ags` in the address names one of the directory; without it, one is searched for or typed in."""
    known = find_by_ags(request.GET.get("ags", ""))
    form = (ClaimForm if known else TypedClaimForm)(request.POST if request.method == "POST" else None)
    if form.is_valid() and claim(request, form, known or typed_in(form)):
        return redirect("account")
    context = {"form": form, "municipality": known, "has_directory": Municipality.objects.directory().exists()}
    context |= search(request, "claim_municipality")
    return render(request, "claim_municipality.html", context, status=422 if form.errors else 200)


def typed_in(form):
    return Municipality(**{name: form.cleaned_data[name] for name in ("name", "land", "size_class")})


def claim(request, form, municipality):
    """Whether it is done; otherwise the form says why. Whatever others have or claim, the answer reads the same."""
    try:
        made = actions.claim_municipality(
            user=request.user,
            municipality=municipality,
            function=form.cleaned_data["function"],
            own_ags=own_ags(request.user),
        )
    except actions.TooManyClaims:
        form.add_error(None, "Sie haben schon mehrere offene Anfragen. Bitte warten Sie, bis darüber entschieden ist.")
        return False
    except actions.AlreadyMember:
        messages.info(request, f"Sie gehören schon zum Team von {municipality.name}.")
        return True
    welcome = f"Sie gehören jetzt als Leitung zum Team von {municipality.name}."
    messages.success(request, welcome if made.granted else RECEIVED)
    return True
