"""The gates of programmes: a funder user reads its own, a municipality those in which it takes part."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from assessments.access import Right, get_municipality, get_user_id
from assessments.models import Municipality
from recommendations.models import FunderMembership, Participation, Programme, Release, Share


@dataclass(frozen=True, slots=True)
class Participant:
    """A municipality, with `rights`, in a programme. `takes_part`: False where it did and only its consents are left:
    it can read and withdraw them, and share nothing more."""

    municipality: Municipality
    programme: Programme
    takes_part: bool


def is_funder(request):
    return request.user.is_authenticated and FunderMembership.objects.filter(user=request.user).exists()


def own_programmes(request):
    """The programmes of the funder user; empty without login."""
    return Programme.objects.visible_to(get_user_id(request))


def get_programme(request, programme_id):
    """A programme of which the user is a funder user. Raises Http404."""
    found = own_programmes(request).filter(pk=programme_id).first()
    if found is None:
        raise Http404
    return found


def get_release(request, release_id):
    """A release of such a programme, with the programme. Raises Http404."""
    own = Release.objects.filter(programme__in=own_programmes(request)).select_related("programme")
    found = own.filter(pk=release_id).first()
    if found is None:
        raise Http404
    return found


def get_participation(request, municipality_id, programme_id, right=Right.READ):
    """The Participant. Raises Http404 where the user is no member of the municipality or it has nothing to do with the
    programme, PermissionDenied without this right."""
    municipality = get_municipality(request, municipality_id, right)
    programme = programmes_of(municipality).filter(pk=programme_id).first()
    if programme is None:
        raise Http404
    return Participant(municipality, programme, takes_part(programme, municipality))


def programmes_of(municipality):
    """The programmes that a municipality takes part in, or took part and shared."""
    listed = Participation.objects.filter(municipality=municipality).values("programme")
    shared = Share.objects.filter(municipality=municipality).values("programme")
    return Programme.objects.filter(Q(pk__in=listed) | Q(pk__in=shared))


def takes_part(programme, municipality):
    return Participation.objects.filter(programme=programme, municipality=municipality).exists()
