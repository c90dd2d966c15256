"""Two municipalities in the exchange, and what they do there."""

from assessments.models import HistoryEntry
from recommendations import actions, exchange_consent
from tests.cast import editor_of, make_member, make_municipality
from tests.exchange import make_listing, make_place

FIELDS = {
    "recommendation": "K1.2",
    "kind": "seek",
    "text": "Wie kommt es in den Haushalt?",
    "contact": "Kämmerei",
    "email": "kaemmerei@musterbach.example",
}


CHANGED = {"text": "Wer trägt den Betrieb?", "contact": "Hauptamt", "email": ""}


ASK = {"message": "Dürfen wir den Vermerk sehen?"}


class Two:
    """A municipality that seeks and one that offers, each with its Leitung."""

    def __init__(self):
        self.home, self.other = make_municipality(), make_place()
        self.user = make_member(self.home, "lead")
        self.editor = editor_of(self.user)
        self.other_editor = editor_of(self.other.memberships.get().user)
        self.seek, self.offer = make_listing(self.home, kind="seek"), make_listing(self.other)

    def ask(self):
        return actions.ask_contact(municipality=self.home, listing=self.offer, editor=self.editor, **ASK)

    def ask_back(self):
        return actions.ask_contact(municipality=self.other, listing=self.seek, editor=self.other_editor, **ASK)

    def answer(self, contact, act=actions.agree_contact):
        act(contact=contact, municipality=self.other, editor=self.other_editor)
        contact.refresh_from_db()
        return contact

    def end(self, contact):
        actions.end_contact(contact=contact, municipality=self.home, editor=self.editor)
        contact.refresh_from_db()
        return contact


def add(town, editor, version=exchange_consent.CURRENT, **fields):
    return actions.add_listing(municipality=town, fields={**FIELDS, **fields}, consent_version=version, editor=editor)


def edit(listing, editor, version=exchange_consent.CURRENT, revision=1, **fields):
    return actions.edit_listing(
        listing=listing,
        fields={**CHANGED, **fields},
        consent_version=version,
        base_revision=revision,
        editor=editor,
    )


def last_entry(municipality):
    return HistoryEntry.objects.filter(municipality=municipality).order_by("pk").last()
