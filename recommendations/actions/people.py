"""A person goes, with what this app says of people: plans, consents. The rest is that of assessments.actions."""

from django.db import transaction

from assessments.actions import FORMER, delete_account, drop_unused_municipality, leave_all_teams, replace_name
from assessments.addresses import same_case
from recommendations.actions.exchange import forget_addresses
from recommendations.models import CostLine, Entry, Indicator, Listing, Measure, Reading, Share

# What names whoever changed it last, and the way to its project.
EDITED = {
    Measure: "assessment__project",
    Entry: "project",
    CostLine: "project",
    Indicator: "project",
    Reading: "indicator__project",
}


@transaction.atomic
def anonymize_member(*, municipality, user):
    """Takes the name of a former member out of history, answers, plans and decisions, and its address out of the
    exchange. Raises StillMember."""
    replace_name(municipality=municipality, user=user)
    for model, project in EDITED.items():
        forget_editor(model.objects.filter(**{f"{project}__tenant": municipality}), user)
    forget_addresses(addresses_of(user), municipality.listings.all())


def addresses_of(user):
    """That of the account and all that it has confirmed."""
    confirmed = user.emailaddress_set.filter(verified=True).values_list("email", flat=True)
    return {same_case(email) for email in (user.email, *confirmed)}


def forget_editor(rows, user):
    rows.filter(editor_key=user.pk.hex).update(edited_by=FORMER, editor_key="")


@transaction.atomic
def erase_account(*, user, ending, editor):
    """The account with everything that is the person's alone; `ending`: the ids of the municipalities whose account
    may end with all it holds, which it does where nobody else is in the team.

    Raises LastLead, TeamsChanged, User.DoesNotExist.
    """
    ended = leave_all_teams(user=user, ending=ending, editor=editor)
    Share.objects.filter(municipality__in=ended).delete()
    Listing.objects.filter(municipality__in=ended).delete()
    forget_addresses(addresses_of(user))
    Share.objects.filter(shared_by=user).update(shared_by_name=FORMER)
    Share.objects.filter(withdrawn_by=user).update(withdrawn_by_name=FORMER)
    for model in EDITED:
        forget_editor(model.objects.all(), user)
    delete_account(user=user)
    for municipality in ended:
        drop_unused_municipality(municipality)
