"""Ready-made scorecards as files. Pure: reads and checks them, writes nothing.

One TOML file is one scorecard: its domains, indicators, weights and levels. Every problem is
named with file, indicator and field.
"""

import tomllib
from pathlib import Path
from typing import Any

from indicators.catalogue.models import (
    Catalogue,
    CatalogueDomain,
    CatalogueEligibility,
    CatalogueItem,
)
from indicators.catalogue.reading import Reading

__all__ = [
    "BadCatalogue",
    "Catalogue",
    "CatalogueDomain",
    "CatalogueEligibility",
    "CatalogueItem",
    "load",
    "names",
    "read",
]
FOLDER = Path(__file__).parent


class BadCatalogue(ValueError):
    """A catalogue file that cannot be used; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name: str) -> Catalogue:
    """The scorecard in `NAME.toml`. Raises BadCatalogue with every problem found."""
    path = FOLDER / f"{name}.toml"
    if name not in names():
        known = ", ".join(names()) or "none"
        raise BadCatalogue([f"There is no catalogue {name!r}. There are: {known}."])
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise BadCatalogue([f"{path.name}: {error}."]) from error
    return read(raw, path.name)


def read(raw: dict[str, Any], file: str) -> Catalogue:
    """A catalogue from parsed TOML, in which numbers with a point are still text."""
    found = Reading(file)
    domains = tuple(found.domain(domain) for domain in raw.get("domains", []))
    items = tuple(found.item(item) for item in raw.get("indicators", []))
    rules = tuple(found.eligibility(rule) for rule in raw.get("eligibility", []))
    settings = found.settings(raw)
    problems = found.problems + _card_problems(file, raw, domains, items)
    known = {item.code for item in items}
    problems += [
        f"{file}: eligibility {rule.name}: there is no indicator {code!r}."
        for rule in rules
        for code in rule.indicators
        if code not in known
    ]
    if problems:
        raise BadCatalogue(problems)
    return Catalogue(domains=domains, items=items, eligibilities=rules, **settings)


def _card_problems(
    file: str,
    raw: dict[str, Any],
    domains: tuple[CatalogueDomain, ...],
    items: tuple[CatalogueItem, ...],
) -> list[str]:
    found = [] if raw.get("name") else [f"{file}: the field name is missing."]
    codes = [item.code.upper() for item in items]
    found += [
        f"{file}: indicator {code} stands there more than once."
        for code in sorted({code for code in codes if codes.count(code) > 1})
    ]
    if domains and sum(domain.weight for domain in domains) != 100:
        total = sum(domain.weight for domain in domains)
        found.append(f"{file}: the domain weights add to {total}, not 100.")
    for domain in domains:
        total = sum(item.weight for item in items if item.domain == domain.name)
        if total != 100:
            found.append(f"{file}: the weights in {domain.name} add to {total}, not 100.")
    names = {domain.name for domain in domains}
    return found + [
        f"{file}: indicator {item.code}: there is no domain {item.domain!r}."
        for item in items
        if item.role == "weighted" and item.domain not in names
    ]
