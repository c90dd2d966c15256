"""Addresses of the exchange between municipalities."""

from django.urls import path

from recommendations.views.exchange import exchange
from recommendations.views.exchange_contacts import answer_contact, ask_contact, end_contact
from recommendations.views.exchange_listings import add_listing, edit_listing, withdraw_listing

EXCHANGE = "kommune/<uuid:municipality_id>/austausch"

urlpatterns = [
    path(f"{EXCHANGE}/", exchange, name="exchange"),
    path(f"{EXCHANGE}/neu/", add_listing, name="add_listing"),
    path(f"{EXCHANGE}/eintrag/<uuid:listing_id>/", edit_listing, name="edit_listing"),
    path(f"{EXCHANGE}/eintrag/<uuid:listing_id>/zuruecknehmen/", withdraw_listing, name="withdraw_listing"),
    path(f"{EXCHANGE}/anfragen/<uuid:other_id>/", ask_contact, name="ask_contact"),
    path(f"{EXCHANGE}/kontakt/<uuid:contact_id>/", answer_contact, name="answer_contact"),
    path(f"{EXCHANGE}/kontakt/<uuid:contact_id>/beenden/", end_contact, name="end_contact"),
]
