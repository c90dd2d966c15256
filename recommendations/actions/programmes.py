"""Programmes, who takes part in them and who may read them. The operator keeps them."""

import secrets
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from assessments.actions import create_user
from assessments.models import Municipality, User
from assessments.municipalities import LineFault
from recommendations.actions.sharing import lock_programme
from recommendations.models import FunderMembership, Participation, Programme

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class UnknownMunicipalities(ValueError):
    """Nothing was imported. `faults`: the lines whose AGS cannot be found."""

    faults: tuple[LineFault, ...]


class NoFunder(ValueError):
    """The account is none of the programme's funder users."""


class AccountBlocked(ValueError):
    """The account cannot log in."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Of one programme. `unlisted`: municipalities that took part but are in no line of the list, by name."""

    programme: Programme
    is_new: bool
    added: int
    present: int
    unlisted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appointed:
    """`is_new`: the account was made for it."""

    user: User
    is_new: bool


@transaction.atomic
def create_programme(*, name, funder="", starts=None, ends=None):
    key = secrets.token_hex(KEY_BYTES)
    return Programme.objects.create(name=name, funder=funder, starts=starts, ends=ends, key=key)


@transaction.atomic
def edit_programme(*, programme, fields):
    """`fields`: of funder, starts, ends those that change."""
    Programme.objects.filter(pk=programme.pk).update(**fields)


@transaction.atomic
def add_participants(*, programme, municipalities, round="", project=""):
    """Returns how many took part not yet in this round with this project."""
    rows = [
        Participation(programme=programme, municipality=municipality, round=round, project=project)
        for municipality in municipalities
    ]
    return add_missing(lock_programme(programme), rows)


def add_missing(programme, rows):
    known = set(programme.participations.values_list("municipality", "round", "project"))
    missing = [row for row in rows if (row.municipality_id, row.round, row.project) not in known]
    Participation.objects.bulk_create(missing, batch_size=500)
    return len(missing)


def unknown_municipalities(entries):
    """A fault for each line whose AGS the directory does not hold, or no longer: such a one only stays in a programme
    that it takes part in already."""
    current = dict(Municipality.objects.filter(ags__isnull=False).values_list("ags", "is_current"))
    taking_part = set(Participation.objects.values_list("programme__name", "municipality__ags"))
    faults = []
    for entry in entries:
        if entry.ags not in current:
            reason = f"{entry.ags} steht nicht im Gemeindeverzeichnis."
        elif not current[entry.ags] and (entry.programme, entry.ags) not in taking_part:
            reason = f"{entry.ags} ist aufgelöst."
        else:
            continue
        faults.append(LineFault(entry.line, "ags", ": ".join(filter(None, (entry.municipality, reason)))))
    return tuple(faults)


@transaction.atomic
def import_programme(*, entries):
    """The programmes of a list (programme_list.read_programmes) with their municipalities; none is removed.

    Returns an Imported for each programme. Raises UnknownMunicipalities.
    """
    faults = unknown_municipalities(entries)
    if faults:
        raise UnknownMunicipalities(faults)
    stored = dict(Municipality.objects.filter(ags__isnull=False).values_list("ags", "pk"))
    by_name = defaultdict(list)
    for entry in entries:
        by_name[entry.programme].append(
            Participation(municipality_id=stored[entry.ags], round=entry.round, project=entry.project)
        )
    return [import_rows(name, rows) for name, rows in by_name.items()]


def import_rows(name, rows):
    found = Programme.objects.filter(name=name).first()
    programme = found or create_programme(name=name)
    for row in rows:
        row.programme = programme
    added = add_missing(lock_programme(programme), rows)
    listed = {row.municipality_id for row in rows}
    unlisted = Municipality.objects.filter(participations__programme=programme).exclude(pk__in=listed).distinct()
    return Imported(programme, found is None, added, len(rows) - added, tuple(unlisted.values_list("name", flat=True)))


@transaction.atomic
def replace_programme(*, entries):
    """Like import_programme; besides, who is not in the list takes part no more. Whether it shares makes no difference:
    the list must not tell. Its shares stay, and count again once it is listed again."""
    imported = import_programme(entries=entries)
    for each in imported:
        remove_unlisted(each.programme, entries)
    return imported


def remove_unlisted(programme, entries):
    keys = {entry.key[1:] for entry in entries if entry.programme == programme.name}
    stored = programme.participations.values_list("pk", "municipality__ags", "round", "project")
    gone = [pk for pk, *key in stored if tuple(key) not in keys]
    programme.participations.filter(pk__in=gone).delete()


@transaction.atomic
def appoint_funder(*, programme, email):
    """The account of this address, made where there is none, may read the programme. Raises AccountBlocked,
    AddressTaken where the address is another one of an account."""
    user = User.objects.filter(email=email.lower()).first()
    if user and not user.is_active:
        raise AccountBlocked
    appointed = Appointed(user or create_user(email=email), is_new=user is None)
    FunderMembership.objects.get_or_create(programme=programme, user=appointed.user)
    return appointed


@transaction.atomic
def dismiss_funder(*, programme, email):
    """What the person released and answered stays. Raises NoFunder."""
    found = FunderMembership.objects.filter(programme=programme, user__email=email.lower())
    if not found.delete()[0]:
        raise NoFunder
