"""From parsed TOML to typed values; every problem is kept with its place. Pure."""

import datetime as dt
import math
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from indicators import definitions
from indicators.catalogue.models import CatalogueDomain, CatalogueEligibility, CatalogueItem
from indicators.definitions import DefinitionData

ROLES = ("weighted", "context", "fact", "collected")
PURPOSES = ("development", "performance", "contract", "choice")
IF_MISSING = ("", "left_out", "red")
TOP = {
    "name": str,
    "purpose": str,
    "purposes": list,
    "source": str,
    "illustrative": str,
    "minimum_coverage": float,
    "green_from": float,
    "red_below": float,
    "overall_by": str,
    "reds_amber_from": int,
    "reds_red_from": int,
    "band_points": list,
}
TABLES = ("domains", "indicators", "eligibility")
_DEFAULTS = {"purpose": "", "source": "", "minimum_coverage": 0.5, "green_from": 70.0}
_NUMBERS = ("multiplier", "minimum_denominator", "comparator_value", "points")
_WHOLE = ("decimals", "valid_for_months")


@dataclass
class Reading:
    """One file being read; `problems` are sentences that start with its name."""

    file: str
    problems: list[str] = field(default_factory=list)

    def settings(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Everything at the top of the file, for `Catalogue`."""
        for key in sorted(set(raw) - set(TOP) - set(TABLES)):
            self._say("", f"the field {key!r} is not known.")
        settings: dict[str, Any] = {**_DEFAULTS, "red_below": 40.0, "name": ""}
        for key in TOP:
            if key in raw:
                settings[key] = self._top(key, raw[key])
        self._check(settings)
        return settings

    def domain(self, raw: dict[str, Any]) -> CatalogueDomain:
        name = str(raw.get("name", ""))
        where = f"domain {name!r}"
        self._only(raw, ("name", "weight", "section"), where)
        if not name:
            self._say(where, "the field name is missing.")
        return CatalogueDomain(name, self._weight(raw, where), str(raw.get("section", "")))

    def item(self, raw: dict[str, Any]) -> CatalogueItem:
        rest = dict(raw)
        code = str(rest.pop("code", ""))
        where = f"indicator {code or '(no code)'}"
        role = str(rest.pop("role", "weighted"))
        weight = self._weight(rest, where) if role == "weighted" else Decimal(0)
        rest.pop("weight", None)
        domain, if_missing = str(rest.pop("domain", "")), str(rest.pop("if_missing", ""))
        public = rest.pop("public", True)
        data = self._data(rest, where)
        if not code:
            self._say(where, "the field code is missing.")
        self._one_of(role, ROLES, "role", where)
        self._one_of(if_missing, IF_MISSING, "if_missing", where)
        if not isinstance(public, bool):
            self._say(where, "public is true or false.")
        return CatalogueItem(code, role, domain, weight, data, if_missing, bool(public))

    def eligibility(self, raw: dict[str, Any]) -> CatalogueEligibility:
        name = str(raw.get("name", ""))
        where = f"eligibility {name or '(no name)'}"
        wanted = ("name", "kind", "leads_to", "at_least", "indicators")
        self._only(raw, wanted, where)
        for key in wanted:
            if not raw.get(key):
                self._say(where, f"the field {key} is missing.")
        kind, least = str(raw.get("kind", "")), str(raw.get("at_least", ""))
        self._one_of(kind, ("prerequisite", "gateway"), "kind", where)
        self._one_of(least, ("amber", "green"), "at_least", where)
        codes = raw.get("indicators", [])
        codes = tuple(map(str, codes)) if isinstance(codes, list) else ()
        return CatalogueEligibility(name, kind, str(raw.get("leads_to", "")), least, codes)

    def _data(self, raw: dict[str, Any], where: str) -> DefinitionData:
        known = {f.name for f in fields(DefinitionData)}
        for key in sorted(set(raw) - known):
            self._say(where, f"the field {key!r} is not known.")
        missing = [k for k in ("name", "description", "kind", "polarity") if not raw.get(k)]
        for key in missing:
            self._say(where, f"the field {key} is missing.")
        typed: dict[str, Any] = dict.fromkeys(missing, "")
        wrong = False
        for key in known & set(raw):
            try:
                typed[key] = _typed(key, raw[key])
            except ValueError as error:
                wrong = True
                self._say(where, str(error))
        if missing or wrong:
            return DefinitionData("", "", "fact", "none")
        data = DefinitionData(**typed)
        for name, said in definitions.problems(data).items():
            self._say(where, f"{name}: {' '.join(said)}")
        return data

    def _weight(self, raw: dict[str, Any], where: str) -> Decimal:
        if "weight" not in raw:
            self._say(f"{where} {raw.get('name', '')!r}", "the field weight is missing.")
            return Decimal(0)
        try:
            weight = Decimal(str(raw["weight"]))
        except InvalidOperation:
            weight = Decimal("NaN")
        if not weight.is_finite() or not 0 <= weight <= 100:
            self._say(where, f"weight is {raw['weight']!r}; it is a number from 0 to 100.")
        elif weight != round(weight, 2):
            self._say(where, f"weight is {weight}; it has at most two decimals.")
        else:
            return weight
        return Decimal(0)

    def _top(self, key: str, value: Any) -> Any:
        wanted = TOP[key]
        try:
            if key == "band_points":
                return tuple(_number(key, one) for one in value)
            if wanted is list:
                return tuple(str(one) for one in value)
            return _number(key, value) if wanted is float else wanted(value)
        except (TypeError, ValueError) as error:
            self._say("", str(error) if key in str(error) else f"{key} is {value!r}.")
            return _DEFAULTS.get(key)

    def _check(self, settings: dict[str, Any]) -> None:
        for purpose in settings.get("purposes", ()):
            self._one_of(purpose, PURPOSES, "purposes", "")
        by = settings.get("overall_by", "score")
        self._one_of(by, ("score", "reds", "both"), "overall_by", "")
        amber, red = settings.get("reds_amber_from"), settings.get("reds_red_from")
        if by != "score" and not (amber and red and 1 <= amber <= red):
            self._say(
                "", "counting reds needs reds_amber_from and reds_red_from, from 1, in order."
            )
        points = settings.get("band_points", (0.0, 1.0, 2.0))
        if len(points) != 3 or not 0 <= points[0] <= points[1] <= points[2] or not points[2]:
            self._say("", "band_points are three numbers for red, amber and green that rise.")

    def _only(self, raw: dict[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in sorted(set(raw) - set(known)):
            self._say(where, f"the field {key!r} is not known.")

    def _one_of(self, value: str, allowed: tuple[str, ...], key: str, where: str) -> None:
        if value not in allowed:
            words = ", ".join(filter(None, allowed))
            self._say(where, f"{key} is {value!r}; use one of: {words}.")

    def _say(self, where: str, sentence: str) -> None:
        self.problems.append(": ".join(filter(None, (self.file, where, sentence))))


def _typed(key: str, value: Any) -> Any:
    if key in ("rule", "target_profile"):
        return _levels(key, value)
    if key == "targets":
        return _targets(value)
    if key == "review_on":
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise ValueError(f"review_on is {value!r}; write a date such as 2027-03-31.")
        return value
    if key in _NUMBERS:
        return _number(key, value)
    if key in _WHOLE:
        number = _number(key, value)
        if not number.is_integer() or number < 0:
            raise ValueError(f"{key} is {value!r}; it is a whole number.")
        return int(number)
    return str(value)


def _levels(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{key} is {value!r}; write it as a table of levels.")
    return {
        name: level
        if name == "rule"
        else (_levels(name, level) if isinstance(level, dict) else _number(name, level))
        for name, level in value.items()
    }


def _targets(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError("targets is a list of tables with name, level and value.")
    return [{k: _number(k, v) if k == "value" else str(v) for k, v in one.items()} for one in value]


def _number(key: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(value, bool) or not math.isfinite(number):
        raise ValueError(f"{key} is {value!r}, which is not a number.")
    return number
