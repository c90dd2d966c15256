"""A person goes, with what this app says of people: plans, consents. The rest is that of assessments.actions."""

from django.db import transaction

from assessments.actions import FORMER, delete_account, drop_unused_municipality, leave_all_teams
from recommendations.models import Measure, Share


@transaction.atomic
def erase_account(*, user, ending, editor):
    """The account with everything that is the person's alone; `ending`: the ids of the municipalities whose account
    may end with all it holds, which it does where nobody else is in the team.

    Raises LastLead, TeamsChanged, User.DoesNotExist.
    """
    ended = leave_all_teams(user=user, ending=ending, editor=editor)
    Share.objects.filter(municipality__in=ended).delete()
    Share.objects.filter(shared_by=user).update(shared_by_name=FORMER)
    Share.objects.filter(withdrawn_by=user).update(withdrawn_by_name=FORMER)
    Measure.objects.filter(editor_key=user.pk.hex).update(edited_by=FORMER, editor_key="")
    delete_account(user=user)
    for municipality in ended:
        drop_unused_municipality(municipality)
