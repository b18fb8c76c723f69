"""What is wrong with a catalogue file as a whole: its parts do not fit together. Pure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeVar

from indicators.catalogue.models import CatalogueDomain, CatalogueEligibility, CatalogueItem
from indicators.catalogue.reading import Reading

Row = TypeVar("Row")


def check(
    found: Reading,
    domains: tuple[CatalogueDomain, ...],
    items: tuple[CatalogueItem, ...],
    rules: tuple[CatalogueEligibility, ...],
) -> None:
    """Add to the problems of `found`."""
    _twice(found, "domains", "domain", [domain.name for domain in domains])
    _twice(found, "indicators", "indicator", [item.code for item in items])
    _twice(found, "eligibility", "eligibility", [rule.name for rule in rules])
    _weights(found, domains, items)
    names, codes = {domain.name for domain in domains}, {item.code for item in items}
    for item in _placed(found, "indicators", items):
        where = f"indicator {item.code}"
        if item.role == "weighted" and item.domain not in names:
            found.say(where, f"there is no domain {item.domain!r}.", "domain")
        if item.data.stratum_of and item.data.stratum_of not in codes:
            found.say(where, f"there is no indicator {item.data.stratum_of!r}.", "stratum_of")
    for rule in _placed(found, "eligibility", rules):
        for code in rule.indicators:
            if code not in codes:
                where = f"eligibility {rule.name}"
                found.say(where, f"there is no indicator {code!r}.", "indicators")


def _twice(found: Reading, table: str, what: str, names: list[str]) -> None:
    """Names that differ only in case are the same name."""
    before: set[str] = set()
    for name in _placed(found, table, names):
        if name.upper() in before:
            key = "code" if table == "indicators" else "name"
            found.say("", f"{what} {name.upper()} stands there more than once.", key)
        before.add(name.upper() or name)


def _weights(
    found: Reading, domains: tuple[CatalogueDomain, ...], items: tuple[CatalogueItem, ...]
) -> None:
    total = sum((domain.weight for domain in domains), Decimal(0))
    if not domains:
        found.say("", "there is no domain; add one with [[domains]].")
    elif total != 100:
        found.say("", f"the domain weights add to {total}, not 100.", "domains")
    for domain in _placed(found, "domains", domains):
        inside = [item.weight for item in items if _inside(item, domain)]
        if sum(inside) != 100:
            found.say("", f"the weights in {domain.name} add to {sum(inside)}, not 100.")


def _inside(item: CatalogueItem, domain: CatalogueDomain) -> bool:
    return item.role == "weighted" and item.domain == domain.name


def _placed(found: Reading, table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; while one is being looked at, problems belong to it."""
    for position, row in enumerate(rows):
        found.place = (table, position)
        yield row
    found.place = ("", 0)
