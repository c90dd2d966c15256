"""allauth's forms in our words. A class names only what differs: labels, hints, and what is asked besides."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from allauth.socialaccount import forms as provider
from allauth.usersessions.forms import ManageUserSessionsForm
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db import IntegrityError, transaction
from django.shortcuts import redirect

from assessments.forms import CleanTextField
from assessments.models import User

LENGTH_HINT = "Mindestens 12 Zeichen. Gut ist ein Satz aus mehreren Wörtern, den nur Sie kennen."
NO_MAIL = "Von hier aus geht keine E-Mail. Bitte wenden Sie sich an den Betrieb dieses Angebots."
WORDS = {
    "login": ("E-Mail-Adresse", ""),
    "email": ("E-Mail-Adresse", "Damit melden Sie sich an, zum Beispiel name@kommune.de."),
    "password": ("Passwort", ""),
    "oldpassword": ("Jetziges Passwort", ""),
    "password1": ("Neues Passwort", LENGTH_HINT),
    "password2": ("Neues Passwort noch einmal", ""),
    "code": ("Code", "Sechs Ziffern aus der App oder einer Ihrer Wiederherstellungscodes"),
}
REQUIRED = "Bitte füllen Sie dieses Feld aus."
INVALID_EMAIL = "Bitte geben Sie eine E-Mail-Adresse wie name@kommune.de ein."


class Worded:
    """German labels and hints, no placeholders, no attribute that lets the browser answer before we do."""

    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.words.get(name) or WORDS.get(name) or (field.label, field.help_text)
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = REQUIRED
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = INVALID_EMAIL
                field.validators = [EmailValidator(INVALID_EMAIL), MaxLengthValidator(254, INVALID_EMAIL)]


def name_field():
    return CleanTextField(
        label="Name oder Funktion",
        help_text="So sehen Sie die anderen in Ihrem Team, zum Beispiel „Kämmerei“ oder „Leitung Hauptamt“.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LoginForm(Worded, account.LoginForm):
    pass


class OnePerAddress:
    """Of two that sign up with one address at the same moment the second is told what a later one is told."""

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
        return super().try_save(request) if settings.EMAIL_HOST else (None, redirect("account_login"))


class SignupForm(OnePerAddress, Worded, account.SignupForm):
    name = name_field()
    field_order = ["email", "name", "password1"]
    words = {"password1": ("Passwort", LENGTH_HINT)}

    def clean(self):
        super().clean()
        password, name = self.cleaned_data.get("password1"), self.cleaned_data.get("name")
        if password and name and "password1" not in self.errors:
            try:
                get_adapter().clean_password(password, user=User(name=name))
            except ValidationError as error:
                self.add_error("password1", error)
        return self.cleaned_data


class ProviderSignupForm(OnePerAddress, Worded, provider.SignupForm):
    """Where the provider told no address, or one that an account has."""

    name = name_field()
    field_order = ["email", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["name"] = self.sociallogin.user.name


class DisconnectForm(Worded, provider.DisconnectForm):
    words = {"account": ("Diese Anmeldung trennen", "")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].empty_label = None
        self.fields["account"].label_from_instance = lambda linked: linked.get_provider().name


class ChangeEmailForm(Worded, account.AddEmailForm):
    words = {"email": ("Neue E-Mail-Adresse", "Wir schicken an diese Adresse einen Link zur Bestätigung.")}

    def clean(self):
        if not settings.EMAIL_HOST:
            raise ValidationError(NO_MAIL)
        return super().clean()


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, account.SetPasswordForm):
    words = {"password1": ("Passwort", LENGTH_HINT), "password2": ("Passwort noch einmal", "")}


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    words = {"email": ("E-Mail-Adresse", "Die Adresse, mit der Sie sich anmelden")}

    def clean(self):
        if not settings.EMAIL_HOST:
            raise ValidationError(NO_MAIL)
        return super().clean()


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    pass


class AuthenticateForm(Worded, second_factor.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(Worded, second_factor.ReauthenticateForm):
    pass


class ActivateTOTPForm(Worded, BaseActivateTOTPForm):
    words = {"code": ("Code aus der App", "Sechs Ziffern, die alle 30 Sekunden wechseln")}


def key_name_field(**kwargs):
    hint = "Woran Sie ihn erkennen, zum Beispiel „Dienst-Notebook“"
    return CleanTextField(label="Name", help_text=hint, max_length=100, **kwargs)


class AddKeyForm(Worded, keys.AddWebAuthnForm):
    words = {
        "passwordless": (
            "Auch ohne Passwort anmelden",
            "Der Schlüssel fragt dann nach Fingerabdruck, Gesicht oder PIN. Ohne Häkchen dient er als zweiter Faktor.",
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = key_name_field(required=False)
        self.fields["passwordless"].initial = True
        self.fields["credential"].error_messages["required"] = "Ihr Browser hat keinen Schlüssel angelegt."


class RenameKeyForm(Worded, keys.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = key_name_field()


class NameForm(forms.Form):
    name = name_field()


class SessionsForm(ManageUserSessionsForm):
    """Ends the session that is named, of this person, or all but this one where none is."""

    session = forms.IntegerField(required=False)

    def save(self, request):
        chosen = self.cleaned_data["session"]
        if chosen is None:
            return super().save(request)
        return end_sessions(request, UserSession.objects.filter(user=request.user, pk=chosen))
