"""From parsed TOML to typed values; every problem is kept with its place. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from indicators import definitions, vocabulary
from indicators.catalogue.lines import Lines
from indicators.catalogue.models import CatalogueDomain, CatalogueEligibility, CatalogueItem
from indicators.catalogue.values import number, shown, text, typed, whole_number
from indicators.definitions import MOST_TEXT, DefinitionData
from indicators.several import usual_scatter

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
MOST_POINTS = 999
DEFAULTS = {
    "name": "",
    "purpose": "",
    "source": "",
    "minimum_coverage": 0.5,
    "green_from": 70.0,
    "red_below": 40.0,
}
_REQUIRED = ("name", "description", "kind", "polarity")
_ELIGIBILITY = ("name", "kind", "leads_to", "at_least", "indicators")
_CODE = re.compile(r"(?!new$)[A-Za-z0-9][A-Za-z0-9_.-]*")
_DEFINITION = tuple(f.name for f in fields(DefinitionData))


@dataclass
class Reading:
    """One file being read; what is wrong is noted with its line, where `lines` are known."""

    file: str
    lines: Lines | None = None
    noted: list[tuple[int, str]] = field(default_factory=list)
    place: tuple[str, int] = ("", 0)

    @property
    def problems(self) -> list[str]:
        """Sentences that start with the file's name, from its top to its end."""
        return [sentence for _, sentence in sorted(self.noted, key=lambda noted: noted[0])]

    def rows(self, raw: dict[str, Any], table: str) -> Iterator[dict[str, Any]]:
        """The tables of one name; while one is being read, problems belong to it."""
        given = raw.get(table, [])
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            self.say("", f"{table} is a list of tables; begin each with [[{table}]].", table)
            return
        for position, row in enumerate(given):
            self.place = (table, position)
            yield row
        self.place = ("", 0)

    def settings(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Everything at the top of the file, for `Catalogue`."""
        self._only(raw, (*TOP, *TABLES), "")
        settings: dict[str, Any] = dict(DEFAULTS)
        for key in (key for key in TOP if key in raw):
            try:
                settings[key] = _top(key, raw[key])
            except (TypeError, ValueError) as error:
                self.say(
                    "", str(error) if key in str(error) else f"{key} is {shown(raw[key])}.", key
                )
        self._check(settings)
        return settings

    def domain(self, raw: dict[str, Any]) -> CatalogueDomain:
        where = f"domain {shown(raw.get('name', ''))}"
        self._only(raw, ("name", "weight", "section"), where)
        name = self._text(raw, "name", where, 100)
        if _blank(raw, "name"):
            self.say(where, "the field name is missing.")
        section = self._text(raw, "section", where, 100)
        return CatalogueDomain(name, self._weight(raw, where), section)

    def item(self, raw: dict[str, Any]) -> CatalogueItem:
        where = f"indicator {_named(raw, 'code')}"
        own = ("code", "role", "domain", "weight", "if_missing", "public")
        self._only(raw, (*own, *_DEFINITION), where)
        code = self._text(raw, "code", where, 30)
        if code and not _CODE.fullmatch(code):
            self.say(where, "code has letters, digits, dots, dashes and underscores only.", "code")
        elif not code:
            self.say(where, "the field code is missing.")
        role = self._text(raw, "role", where) or "weighted"
        if_missing = self._text(raw, "if_missing", where)
        self._one_of(role, ROLES, "role", where)
        self._one_of(if_missing, IF_MISSING, "if_missing", where)
        public = raw.get("public", True)
        if not isinstance(public, bool):
            self.say(where, "public is true or false.", "public")
        return CatalogueItem(
            code=code,
            role=role,
            domain=self._text(raw, "domain", where),
            weight=self._weight(raw, where) if role == "weighted" else Decimal(0),
            data=self._data(raw, where),
            if_missing=if_missing,
            public=bool(public),
        )

    def eligibility(self, raw: dict[str, Any]) -> CatalogueEligibility:
        where = f"eligibility {_named(raw, 'name')}"
        self._only(raw, _ELIGIBILITY, where)
        for key in _ELIGIBILITY:
            if _blank(raw, key):
                self.say(where, f"the field {key} is missing.")
        name = self._text(raw, "name", where, 200)
        kind, least = self._text(raw, "kind", where), self._text(raw, "at_least", where)
        self._one_of(kind, ("prerequisite", "gateway"), "kind", where)
        self._one_of(least, ("amber", "green"), "at_least", where)
        codes = raw.get("indicators", [])
        if not isinstance(codes, list):
            self.say(where, "indicators is a list of codes.", "indicators")
            codes = []
        leads_to = self._text(raw, "leads_to", where)
        return CatalogueEligibility(name, kind, leads_to, least, tuple(map(str, codes)))

    def say(self, where: str, sentence: str, key: str = "") -> None:
        """Keep a problem of the table being read, or of the field `key` in it."""
        line = self.lines.of(*self.place, key) if self.lines else None
        file = f"{self.file}, line {line}" if line else self.file
        self.noted.append((line or 0, ": ".join(filter(None, (file, where, sentence)))))

    def _data(self, raw: dict[str, Any], where: str) -> DefinitionData:
        missing = [key for key in _REQUIRED if _blank(raw, key)]
        for key in missing:
            self.say(where, f"the field {key} is missing.")
        values, before = {}, len(self.noted)
        for key in (key for key in _DEFINITION if key in raw):
            try:
                values[key] = typed(key, raw[key])
            except ValueError as error:
                self.say(where, str(error), key)
        for key, allowed in vocabulary.WORDS.items():
            if key in values and key not in missing:
                self._one_of(values[key], allowed, key, where)
        if missing or len(self.noted) > before:
            return DefinitionData("", "", "fact", "none")
        data = _with_scatter(DefinitionData(**values), raw.get("over_dispersed"))
        for name, said in definitions.problems(data).items():
            self.say(where, f"{name}: {' '.join(said)}", name)
        return data

    def _weight(self, raw: dict[str, Any], where: str) -> Decimal:
        """NaN where it is wrong, so that no sum is reported that it would be part of."""
        if "weight" not in raw:
            name = shown(raw.get("name", ""))
            named = where if name in where else f"{where} {name}"
            self.say(named, "the field weight is missing.")
            return Decimal("NaN")
        try:
            weight = Decimal(str(raw["weight"]))
        except InvalidOperation:
            weight = Decimal("NaN")
        if not weight.is_finite() or not 0 <= weight <= 100:
            said = f"weight is {shown(raw['weight'])}; it is a number from 0 to 100."
        elif weight != round(weight, 2):
            said = f"weight is {weight}; it has at most two decimals."
        else:
            return weight
        self.say(where, said, "weight")
        return Decimal("NaN")

    def _text(self, raw: dict[str, Any], key: str, where: str, longest: int = MOST_TEXT) -> str:
        try:
            return text(key, raw.get(key, ""), longest)
        except ValueError as error:
            self.say(where, str(error), key)
            return ""

    def _check(self, settings: dict[str, Any]) -> None:
        for purpose in settings.get("purposes", ()):
            self._one_of(purpose, PURPOSES, "purposes", "")
        by = settings.get("overall_by", "score")
        self._one_of(by, ("score", "reds", "both"), "overall_by", "")
        amber, red = settings.get("reds_amber_from"), settings.get("reds_red_from")
        if by != "score" and not (amber and red and 1 <= amber <= red <= 1000):
            said = "counting reds needs reds_amber_from and reds_red_from, from 1, in order."
            self.say("", said, "overall_by")
        if not 0 <= settings["minimum_coverage"] <= 1:
            self.say("", "minimum_coverage is a share from 0 to 1.", "minimum_coverage")
        if not 0 <= settings["red_below"] <= settings["green_from"] <= 100:
            self.say("", "red_below and green_from run from 0 to 100, in order.", "green_from")
        if not _are_points(settings.get("band_points", (0.0, 1.0, 2.0))):
            said = "band_points are three numbers for red, amber and green, 0 to 999, that rise."
            self.say("", said, "band_points")

    def _only(self, raw: dict[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in (key for key in raw if key not in known):
            self.say(where, f"the field {shown(key)} is not known.", key)

    def _one_of(self, value: str, allowed: tuple[str, ...], key: str, where: str) -> None:
        if value not in allowed:
            words = ", ".join(filter(None, allowed))
            self.say(where, f"{key} is {shown(value)}; use one of: {words}.", key)


def _with_scatter(data: DefinitionData, given: Any) -> DefinitionData:
    """Who says nothing of the scatter between practices says the usual; "none" is no more than
    chance."""
    if given is None:
        return replace(data, over_dispersed=usual_scatter(data))
    return replace(data, over_dispersed="") if given == vocabulary.NO_SCATTER else data


def _are_points(points: tuple[float, ...]) -> bool:
    rising = (0.0, *points, float(MOST_POINTS))
    return len(points) == 3 and points[2] > 0 and list(rising) == sorted(rising)


def _blank(raw: dict[str, Any], key: str) -> bool:
    """Whether a field is not there, or holds spaces only."""
    value = raw.get(key)
    return not (value.strip() if isinstance(value, str) else value)


def _named(raw: dict[str, Any], key: str) -> str:
    return shown(raw[key]).strip("'") if raw.get(key) else f"(no {key})"


def _top(key: str, value: Any) -> Any:
    wanted = TOP[key]
    if wanted is str:
        return text(key, value, 200 if key == "name" else MOST_TEXT)
    if wanted is list and not isinstance(value, list):
        raise ValueError(f"{key} is {shown(value)}; write it as a list in [brackets].")
    if key == "band_points":
        return tuple(number(key, one) for one in value)
    if wanted is list:
        return tuple(text(key, one) for one in value)
    return number(key, value) if wanted is float else whole_number(key, value)
