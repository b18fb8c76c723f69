"""Weighing a draft: what was typed, and the buttons that make weights add to 100."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from scorecard.cards import weights
from scorecard.cards.models import CardVersion, Domain
from scorecard.cards.services.versions import set_weights

Typed = Mapping[int, Decimal | None]


@transaction.atomic
def spread_rest(*, domain: Domain, by: Any, at: dt.datetime) -> None:
    """Scale the weights in a domain so that they add to 100, by largest remainder."""
    given: dict[int, Decimal | None] = dict(
        domain.items.order_by("order", "id").values_list("pk", "weight")
    )
    shares = dict(zip(given, weights.scaled(list(given.values())), strict=True))
    set_weights(version=domain.version, domains={}, items=shares, by=by, at=at)


@transaction.atomic
def save_weights(
    *,
    version: CardVersion,
    domains: Typed,
    items: Typed,
    how: str = "",
    domain: int | None = None,
    revision: int | None = None,
    by: Any,
    at: dt.datetime,
) -> str:
    """Keep the weights, spread as asked. Says what was done.

    `how` "scale" makes all weights of `domain` (None: of the domains) add to 100 in proportion,
    "fill" shares what is missing out among those without one. When that is refused, the weights
    are kept all the same. None is a weight left empty.
    """
    refused = ""
    if how:
        domains, items, refused = _spread(version, domains, items, how, domain)
    set_weights(
        version=version,
        domains=_typed(domains),
        items=_typed(items),
        revision=revision,
        by=by,
        at=at,
    )
    if how:
        where = f"in {version.domains.get(pk=domain)}" if domain else "of the domains"
        if refused:
            return f"The weights are saved, but those {where} stay as they were typed: {refused}"
        return f"The weights {where} now add to 100."
    return "The weights are saved."


def _spread(
    version: CardVersion, domains: Typed, items: Typed, how: str, domain: int | None
) -> tuple[Typed, Typed, str]:
    """The weights with those of one group made to add to 100, and why that could not be done."""
    given: Typed = (
        domains if domain is None else {pk: items.get(pk) for pk in _inside(version, domain)}
    )
    made = weights.filled if how == "fill" else weights.scaled
    try:
        shares = dict(zip(given, made(list(given.values())), strict=True))
    except weights.CannotSpread as error:
        return domains, items, str(error)
    return (shares, items, "") if domain is None else (domains, {**items, **shares}, "")


def _inside(version: CardVersion, domain: int) -> list[int]:
    inside = version.items.filter(domain=domain).order_by("order", "id")
    return list(inside.values_list("pk", flat=True))


def _typed(given: Typed) -> dict[int, Decimal]:
    return {pk: weight or Decimal(0) for pk, weight in given.items()}
