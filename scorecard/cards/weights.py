"""Whether the weights of a card add up, and how to make them. Pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scorecard.calc.weighting import largest_remainder

TOTAL = Decimal(100)


class CannotSpread(ValueError):
    """The rest cannot be shared out; says why and what to do instead."""


def problems(
    domains: Iterable[tuple[str, Decimal]], items: Iterable[tuple[str, Decimal]]
) -> list[str]:
    """Sentences on what keeps a card from being made live; `items` are (domain, weight)."""
    weights = dict(domains)
    if not weights:
        return ["The scorecard has no domain yet. Add one."]
    found = []
    total = sum(weights.values(), Decimal(0))
    if total != TOTAL:
        found.append(f"The domain weights add to {total}, not 100. {_mend(total)}")
    inside: dict[str, list[Decimal]] = {name: [] for name in weights}
    for domain, weight in items:
        inside[domain].append(weight)
    return found + [said for name, shares in inside.items() for said in _domain(name, shares)]


def scaled(given: Sequence[Decimal | None]) -> list[Decimal]:
    """All weights in proportion, so that they add to 100; equal ones where none is above zero."""
    weights = [float(weight or 0) for weight in given]
    if not weights:
        return []
    return _exact(largest_remainder(weights if sum(weights) > 0 else len(weights)).tolist())


def filled(given: Sequence[Decimal | None]) -> list[Decimal]:
    """Weights above zero stay; what is missing to 100 goes in equal shares to the others.

    "The others" are those left empty (None); where none is empty, those at zero. Raises
    CannotSpread where nobody can take the rest, or the weights are above 100 already.
    """
    total = sum((weight or Decimal(0) for weight in given), Decimal(0))
    takes = [weight is None for weight in given]
    if not any(takes):
        takes = [not weight for weight in given]
    if total > TOTAL:
        raise CannotSpread(f"they add to {total} already. Take {total - TOTAL} from some first.")
    if total < TOTAL and not any(takes):
        raise CannotSpread(
            f"they add to {total} and each is above zero. Empty those that should take the rest."
        )
    rest = float(TOTAL - total)
    shares = iter(_exact(largest_remainder(sum(takes), rest).tolist()) if any(takes) else ())
    return [
        next(shares) if take else weight or Decimal(0)
        for weight, take in zip(given, takes, strict=True)
    ]


def _exact(shares: Iterable[float]) -> list[Decimal]:
    return [Decimal(f"{share:.2f}") for share in shares]


def _domain(name: str, shares: list[Decimal]) -> list[str]:
    if not shares:
        return [f"The domain {name} has no indicator. Add one, or remove the domain."]
    total = sum(shares, Decimal(0))
    if total == TOTAL:
        return []
    return [f"The weights in {name} add to {total}, not 100. {_mend(total)}"]


def _mend(total: Decimal) -> str:
    missing = TOTAL - total
    return f"Add {missing} to some of them." if missing > 0 else f"Take {-missing} from some."
