from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.account_forms import NameForm
from assessments.actions import rename_account


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_name(request):
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.user.name})
    if form.is_valid():
        rename_account(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Ihr Name ist gespeichert.")
        return redirect("account")
    return render(request, "account_name.html", {"form": form}, status=422 if form.errors else 200)
