"""Whether the weights of a card add up. Pure: plain values in, sentences out."""

from collections.abc import Iterable
from decimal import Decimal

TOTAL = Decimal(100)


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
