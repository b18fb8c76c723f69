"""Dated links of many practices at once."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from practices.models import CommissionerLink, NetworkLink, Practice

_MODELS: dict[str, Any] = {"commissioner": CommissionerLink, "network": NetworkLink}


class Placed(NamedTuple):
    """How many links were added, ended (the practice moved or left) and left as they were."""

    added: int
    ended: int
    unchanged: int


def place_all(kind: str, wanted: Mapping[Practice, Any], since: dt.date) -> Placed:
    """From `since` each practice belongs to the organisation given, or to none.

    A closed practice leaves on its closing day. Raises ValidationError when a practice was
    placed elsewhere on `since` or later: the newer fact stands.
    """
    model = _MODELS[kind]
    held = _latest(model, wanted)
    new, ended, unchanged = [], [], 0
    for practice, organisation in wanted.items():
        link = held.get(practice.pk)
        now = getattr(link, f"{kind}_id") if link and _open(link, practice) else None
        if now == (organisation.pk if organisation else None):
            unchanged += 1
            continue
        if link and now:
            ended.append(_ended(link, practice, organisation, since))
        if organisation:
            ends_on = practice.closed_on
            new.append(
                model(practice=practice, starts_on=since, ends_on=ends_on, **{kind: organisation})
            )
    model.objects.bulk_update(ended, ["ends_on"], batch_size=2_000)
    model.objects.bulk_create(new, batch_size=2_000)
    return Placed(len(new), len(ended), unchanged)


def _latest(model: Any, wanted: Mapping[Practice, Any]) -> dict[int, Any]:
    links = model.objects.filter(practice_id__in=[practice.pk for practice in wanted])
    return {link.practice_id: link for link in links.order_by("starts_on")}


def _open(link: Any, practice: Practice) -> bool:
    return link.ends_on is None or link.ends_on == practice.closed_on


def _ended(link: Any, practice: Practice, organisation: Any, since: dt.date) -> Any:
    if link.starts_on >= since:
        where = organisation or "no network"
        raise ValidationError(
            f"Practice {practice.code} would move to {where} on {since}, but is placed already: "
            f"{link}. Give a later day with --since."
        )
    link.ends_on = since
    return link
