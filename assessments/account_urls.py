"""allauth's pages under German addresses. Their names are allauth's own, which it leads to."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path

from assessments.views.account_name import account_name
from assessments.views.account_pages import READ, ConfirmEmail, ListSessions, at_provider, own_page, page
from assessments.views.login_link import login_link

OIDC = {"provider_id": "oidc"}

urlpatterns = [
    path("anmelden/", page(account.login), name="account_login"),
    path("anmelden/code/", page(second_factor.authenticate), name="mfa_authenticate"),
    path("anmelden/passkey/", page(keys.login_webauthn), name="mfa_login_webauthn"),
    path("abmelden/", page(account.logout), name="account_logout"),
    path("anlegen/", page(account.signup), name="account_signup"),
    path("gesperrt/", page(account.account_inactive, READ), name="account_inactive"),
    path("einmal/<uuid:user_id>/<str:token>/", login_link, name="login_link"),
    path("name/", account_name, name="account_name"),
    path("adresse/", own_page(account.email), name="account_email"),
    path("adresse/unbestaetigt/", page(account.email_verification_sent, READ), name="account_email_verification_sent"),
    path("adresse/bestaetigen/<str:key>/", page(ConfirmEmail.as_view()), name="account_confirm_email"),
    path("passwort/", own_page(account.password_change), name="account_change_password"),
    path("passwort/festlegen/", own_page(account.password_set), name="account_set_password"),
    path("passwort/vergessen/", page(account.password_reset), name="account_reset_password"),
    path("passwort/vergessen/unterwegs/", page(account.password_reset_done, READ), name="account_reset_password_done"),
    re_path(
        "^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "passwort/geaendert/",
        page(account.password_reset_from_key_done, READ),
        name="account_reset_password_from_key_done",
    ),
    path("bestaetigen/", own_page(account.reauthenticate), name="account_reauthenticate"),
    path("bestaetigen/code/", own_page(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("bestaetigen/schluessel/", own_page(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("sicherheit/", own_page(second_factor.index, READ), name="mfa_index"),
    path("sicherheit/app/", own_page(totp.activate_totp), name="mfa_activate_totp"),
    path("sicherheit/app/abschalten/", own_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("sicherheit/codes/", own_page(codes.view_recovery_codes, READ), name="mfa_view_recovery_codes"),
    path("sicherheit/codes/neu/", own_page(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("sicherheit/codes/datei/", own_page(codes.download_recovery_codes, READ), name="mfa_download_recovery_codes"),
    path("sicherheit/schluessel/", own_page(keys.list_webauthn, READ), name="mfa_list_webauthn"),
    path("sicherheit/schluessel/neu/", own_page(keys.add_webauthn), name="mfa_add_webauthn"),
    path("sicherheit/schluessel/<int:pk>/", own_page(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("sicherheit/schluessel/<int:pk>/entfernen/", own_page(keys.remove_webauthn), name="mfa_remove_webauthn"),
    path("sitzungen/", own_page(ListSessions.as_view()), name="usersessions_list"),
    path("anbieter/", own_page(provider.connections), name="socialaccount_connections"),
    path("anbieter/anlegen/", page(provider.signup), name="socialaccount_signup"),
    path("anbieter/abgebrochen/", page(provider.login_cancelled, READ), name="socialaccount_login_cancelled"),
    path("anbieter/anmelden/", page(at_provider(oidc.login)), OIDC, name="openid_connect_login"),
    path("anbieter/antwort/", page(at_provider(oidc.callback), READ), OIDC, name="openid_connect_callback"),
]
