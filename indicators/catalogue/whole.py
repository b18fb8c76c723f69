"""What is wrong with a catalogue file as a whole: its parts do not fit together. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
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
    names = {domain.name for domain in domains}
    by_code = {item.code.upper(): item for item in items}
    for item in _placed(found, "indicators", items):
        where = f"indicator {item.code}"
        if item.role == "weighted" and item.domain not in names:
            found.say(where, f"there is no domain {item.domain!r}.", "domain")
        if wrong := _stratum(item, by_code):
            found.say(where, wrong, "stratum_of")
    for rule in _placed(found, "eligibility", rules):
        for code in rule.indicators:
            if code.upper() not in by_code:
                where = f"eligibility {rule.name}"
                found.say(where, f"there is no indicator {code!r}.", "indicators")


def as_written(
    items: tuple[CatalogueItem, ...], rules: tuple[CatalogueEligibility, ...]
) -> tuple[tuple[CatalogueItem, ...], tuple[CatalogueEligibility, ...]]:
    """Codes that name other indicators, in the capitals of those."""
    codes = {item.code.upper(): item.code for item in items}
    placed = tuple(
        replace(item, data=replace(item.data, stratum_of=codes[item.data.stratum_of.upper()]))
        if item.data.stratum_of
        else item
        for item in items
    )
    named = (tuple(codes[code.upper()] for code in rule.indicators) for rule in rules)
    return placed, tuple(
        replace(rule, indicators=codes) for rule, codes in zip(rules, named, strict=True)
    )


def _stratum(item: CatalogueItem, by_code: dict[str, CatalogueItem]) -> str:
    """What is wrong with the indicator that this is a stratum of; the form says the same."""
    named = item.data.stratum_of
    whole = by_code.get(named.upper())
    if not named:
        return ""
    if whole is None:
        return f"there is no indicator {named!r}."
    if named.upper() == item.code.upper():
        return "an indicator is not a stratum of itself."
    if whole.data.stratum_of:
        other = whole.data.stratum_of
        return f"a stratum has no strata of its own, and {whole.code} is one of {other}."
    return ""


def _twice(found: Reading, table: str, what: str, names: list[str]) -> None:
    """Names that differ only in case are the same name."""
    before: set[str] = set()
    for name in _placed(found, table, names):
        if name.upper() in before:
            key = "code" if table == "indicators" else "name"
            found.say("", f"{what} {name.upper()} stands there more than once.", key)
        before.add(name.upper() or name)


def check_weights(
    found: Reading, domains: tuple[CatalogueDomain, ...], items: tuple[CatalogueItem, ...]
) -> None:
    """Add sums that are not 100; one with a weight that could not be read (NaN) is left alone."""
    total = sum((domain.weight for domain in domains), Decimal(0))
    if not domains:
        found.say("", "there is no domain; add one with [[domains]].")
    elif not total.is_nan() and total != 100:
        found.say("", f"the domain weights add to {total}, not 100.", "domains")
    for domain in _placed(found, "domains", domains):
        inside = sum((item.weight for item in items if _inside(item, domain)), Decimal(0))
        if not inside.is_nan() and inside != 100:
            found.say("", f"the weights in {domain.name} add to {inside}, not 100.")


def _inside(item: CatalogueItem, domain: CatalogueDomain) -> bool:
    return item.role == "weighted" and item.domain == domain.name


def _placed(found: Reading, table: str, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows; while one is being looked at, problems belong to it."""
    for position, row in enumerate(rows):
        found.place = (table, position)
        yield row
    found.place = ("", 0)
