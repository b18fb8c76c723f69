"""Adding organisations, placing practices in them, closing practices: one row at a time.

Whole national files go through `practices.services.imports`.
"""

import datetime as dt
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from practices.models import (
    Commissioner,
    CommissionerLink,
    GroupMembership,
    Network,
    NetworkLink,
    Practice,
)
from practices.services.atypical import ALWAYS, flag_atypical
from practices.services.lists import ListSizeRow, ListsRecorded, record_list_sizes
from scorecard.audit.services import record

__all__ = [
    "ListSizeRow",
    "ListsRecorded",
    "add_commissioner",
    "add_network",
    "add_practice",
    "close_practice",
    "place_in_commissioner",
    "place_in_network",
    "record_list_sizes",
]


Added = TypeVar("Added", Commissioner, Network, Practice)
Link = TypeVar("Link", CommissionerLink, NetworkLink)


@transaction.atomic
def add_commissioner(
    *, code: str, name: str, parent: Commissioner | None = None, by: Any, at: dt.datetime
) -> Commissioner:
    """Add a commissioner; its part of an address is made from its name, then its code."""
    slug = slugify(name)[:60]
    if not slug or Commissioner.objects.filter(slug=slug).exists():
        slug = f"{slug[:47]}-{slugify(code)}".strip("-")
    commissioner = Commissioner(code=code, name=name, slug=slug, parent=parent)
    return _add(commissioner, commissioner, by, at)


@transaction.atomic
def add_network(
    *, code: str, name: str, commissioner: Commissioner, by: Any, at: dt.datetime
) -> Network:
    return _add(Network(code=code, name=name, commissioner=commissioner), commissioner, by, at)


@transaction.atomic
def add_practice(
    *,
    code: str,
    name: str,
    postcode: str = "",
    contract_type: str = "",
    opened_on: dt.date | None = None,
    atypical: str = "",
    by: Any,
    at: dt.datetime,
) -> Practice:
    """Add a practice under its ODS code; ValidationError when the code is taken.

    `atypical` is why it is unlike the others, for as long as it is open.
    """
    practice = Practice(
        code=code,
        name=name,
        postcode=postcode,
        contract_type=contract_type,
        opened_on=opened_on,
    )
    _add(practice, None, by, at)
    if atypical:
        since = opened_on or ALWAYS
        flag_atypical(practice=practice, reason=atypical, starts_on=since, by=by, at=at)
    return practice


@transaction.atomic
def place_in_commissioner(
    *,
    practice: Practice,
    commissioner: Commissioner,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Any,
    at: dt.datetime,
) -> CommissionerLink:
    """From `starts_on` the practice belongs to `commissioner`; an open earlier link ends there."""
    link = CommissionerLink(
        practice=practice, commissioner=commissioner, starts_on=starts_on, ends_on=ends_on
    )
    return _place(link, commissioner.code, by, at)


@transaction.atomic
def place_in_network(
    *,
    practice: Practice,
    network: Network,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Any,
    at: dt.datetime,
) -> NetworkLink:
    """From `starts_on` the practice belongs to `network`; an open earlier link ends there."""
    link = NetworkLink(practice=practice, network=network, starts_on=starts_on, ends_on=ends_on)
    return _place(link, network.commissioner.code, by, at)


@transaction.atomic
def close_practice(
    *,
    practice: Practice,
    closed_on: dt.date,
    successor: Practice | None = None,
    by: Any,
    at: dt.datetime,
) -> Practice:
    """Close a practice from `closed_on`, its first day without patients. Its history stays."""
    if successor is not None and successor.pk == practice.pk:
        raise ValidationError({"successor": "A practice cannot be its own successor."})
    practice.closed_on, practice.successor = closed_on, successor
    practice.full_clean()
    practice.save()
    for model in (CommissionerLink, NetworkLink, GroupMembership):
        _end_open_links(model, practice, closed_on)
    details = {"closed_on": str(closed_on), "successor": successor.code if successor else None}
    record(action="close practice", subject=practice, by=by, at=at, details=details)
    return practice


def _add(organisation: Added, commissioner: Commissioner | None, by: Any, at: dt.datetime) -> Added:
    organisation.full_clean(exclude=["sort_key"])
    organisation.save()
    kind = organisation._meta.verbose_name
    code = commissioner.code if commissioner else ""
    details = {"code": organisation.code}
    record(
        action=f"add {kind}",
        subject=organisation,
        by=by,
        at=at,
        organisation=code,
        details=details,
    )
    return organisation


def _place(link: Link, commissioner_code: str, by: Any, at: dt.datetime) -> Link:
    ended = _end_open_links(type(link), link.practice, link.starts_on)
    _refuse_two_at_once(link)
    link.full_clean()
    link.save()
    record(
        action="place practice",
        subject=link,
        by=by,
        at=at,
        organisation=commissioner_code,
        details={"ended": ended},
    )
    return link


def _refuse_two_at_once(link: CommissionerLink | NetworkLink) -> None:
    """In words, what the database refuses too: a practice has one of each kind on any day."""
    others = type(link).objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=link.starts_on),
        Q() if link.ends_on is None else Q(starts_on__lt=link.ends_on),
        practice=link.practice,
    )
    for other in others[:1]:
        kind = "network" if isinstance(other, NetworkLink) else "commissioner"
        last = f"to {other.ends_on:%-d %B %Y}" if other.ends_on else "until further notice"
        raise ValidationError(
            f"{other.practice} is in {getattr(other, kind)} from {other.starts_on:%-d %B %Y}"
            f" {last}, and a practice has one {kind} at a time. Choose days outside that time."
        )


def _end_open_links(model: Any, practice: Practice, day: dt.date) -> list[str]:
    """A practice moves: the link that holds now, and has no end, ends on `day`."""
    links = model.objects.filter(practice=practice, starts_on__lt=day, ends_on__isnull=True)
    for link in links:
        link.ends_on = day
        link.full_clean()
        link.save()
    return [str(link) for link in links]
