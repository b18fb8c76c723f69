"""Ready-made scorecards as files. Pure: reads and checks them, writes nothing.

One TOML file is one scorecard: its domains, indicators, weights and levels. Every problem is
named with file, indicator and field.
"""

import tomllib
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from indicators import definitions
from indicators.definitions import DefinitionData

FOLDER = Path(__file__).parent
ROLES = ("weighted", "context", "fact")


class BadCatalogue(ValueError):
    """A catalogue file that cannot be used; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class CatalogueDomain:
    name: str
    weight: Decimal


@dataclass(frozen=True)
class CatalogueItem:
    """An indicator's place on the card and what it says."""

    code: str
    role: str
    domain: str
    weight: Decimal
    data: DefinitionData


@dataclass(frozen=True)
class Catalogue:
    name: str
    purpose: str
    source: str
    minimum_coverage: float
    green_from: float
    red_below: float
    domains: tuple[CatalogueDomain, ...]
    items: tuple[CatalogueItem, ...]


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
    problems: list[str] = []
    domains = tuple(
        CatalogueDomain(str(domain.get("name", "")), _weight(domain, f"{file}: domain", problems))
        for domain in raw.get("domains", [])
    )
    items = tuple(_item(item, file, problems) for item in raw.get("indicators", []))
    problems += _card_problems(file, raw, domains, items)
    if problems:
        raise BadCatalogue(problems)
    return Catalogue(
        name=raw["name"],
        purpose=raw.get("purpose", ""),
        source=raw.get("source", ""),
        minimum_coverage=float(raw.get("minimum_coverage", 0.5)),
        green_from=float(raw.get("green_from", 70)),
        red_below=float(raw.get("red_below", 40)),
        domains=domains,
        items=items,
    )


def _item(raw: dict[str, Any], file: str, problems: list[str]) -> CatalogueItem:
    rest = dict(raw)
    code = str(rest.pop("code", ""))
    where = f"{file}: indicator {code or '(no code)'}"
    role = str(rest.pop("role", "weighted"))
    weight = _weight(rest, where, problems) if role == "weighted" else Decimal(0)
    rest.pop("weight", None)
    domain = str(rest.pop("domain", ""))
    data = _data(rest, where, problems)
    if not code:
        problems.append(f"{where}: the field code is missing.")
    if role not in ROLES:
        problems.append(f"{where}: role is {role!r}; use one of: {', '.join(ROLES)}.")
    return CatalogueItem(code, role, domain, weight, data)


def _data(raw: dict[str, Any], where: str, problems: list[str]) -> DefinitionData:
    known = {f.name: f.type for f in fields(DefinitionData)}
    for key in sorted(set(raw) - set(known)):
        problems.append(f"{where}: the field {key!r} is not known.")
    missing = [k for k in ("name", "description", "kind", "polarity") if not raw.get(k)]
    problems += [f"{where}: the field {key} is missing." for key in missing]
    try:
        typed = {key: _typed(key, value) for key, value in raw.items() if key in known}
        data = DefinitionData(**{**dict.fromkeys(missing, ""), **typed})
    except ValueError as error:
        problems.append(f"{where}: {error}")
        return DefinitionData("", "", "fact", "none")
    if not missing:
        found = definitions.problems(data)
        problems += [f"{where}: {field}: {' '.join(said)}" for field, said in found.items()]
    return data


def _typed(key: str, value: Any) -> Any:
    if key == "rule":
        return {k: v if k == "rule" else _number(k, v) for k, v in value.items()}
    if key in ("multiplier", "minimum_denominator"):
        return _number(key, value)
    return int(value) if key in ("decimals", "valid_for_months") else str(value)


def _number(key: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{key} is {value!r}, which is not a number.") from error


def _weight(raw: dict[str, Any], where: str, problems: list[str]) -> Decimal:
    if "weight" not in raw:
        problems.append(f"{where} {raw.get('name', '')!r}: the field weight is missing.")
        return Decimal(0)
    return Decimal(str(raw["weight"]))


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
