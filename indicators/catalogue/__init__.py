"""Ready-made scorecards as files. Pure: reads and checks them, writes nothing.

One TOML file is one scorecard: its domains, indicators, weights and levels. Every problem is
named with file, line, indicator and field.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from indicators.catalogue import lines, texts, whole
from indicators.catalogue.lines import Lines
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
    "parse",
    "read",
]
MOST_TOLD = 50
MOST_ROWS = {"domains": 100, "indicators": 500, "eligibility": 100}
FOLDER = Path(__file__).parent


class BadCatalogue(ValueError):
    """A catalogue file that cannot be used; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        more = len(problems) - MOST_TOLD
        rest = [f"There are {more:,} more problems. Mend these first."] if more > 0 else []
        self.problems = problems[:MOST_TOLD] + rest
        super().__init__("\n".join(self.problems))


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load(name: str) -> Catalogue:
    """The scorecard in `NAME.toml`. Raises BadCatalogue with every problem found."""
    if name not in names():
        known = ", ".join(names()) or "none"
        raise BadCatalogue([f"There is no catalogue {name!r}. There are: {known}."])
    path = FOLDER / f"{name}.toml"
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, file: str, *, draft: bool = False) -> Catalogue:
    """The scorecard in the bytes of a file. Raises BadCatalogue; problems name file and line.

    A draft may have weights that do not add to 100 yet.
    """
    try:
        text = texts.decode(content)
        texts.check_size(text)
        raw = tomllib.loads(text, parse_float=str)
    except RecursionError as error:
        raise BadCatalogue([f"{file}: it is nested too deeply for a scorecard."]) from error
    except ValueError as error:
        # Also numbers with more digits than Python reads, which tomllib lets through.
        raise BadCatalogue([f"{file}: {str(error).rstrip('.')}."]) from error
    return read(raw, file, lines.find(text), draft=draft)


def read(
    raw: dict[str, Any], file: str, at: Lines | None = None, *, draft: bool = False
) -> Catalogue:
    """A catalogue from parsed TOML, in which numbers with a point are still text."""
    if full := _full(raw):
        raise BadCatalogue([f"{file}: {full}"])
    found = Reading(file, at)
    if not str(raw.get("name", "")).strip():
        found.say("", "the field name is missing.")
    domains = tuple(found.domain(row) for row in found.rows(raw, "domains"))
    items = tuple(found.item(row) for row in found.rows(raw, "indicators"))
    rules = tuple(found.eligibility(row) for row in found.rows(raw, "eligibility"))
    settings = found.settings(raw)
    whole.check(found, domains, items, rules)
    fits = not found.noted
    whole.check_weights(found, domains, items)
    if found.noted and not (draft and fits):
        raise BadCatalogue(found.problems)
    items, rules = whole.as_written(items, rules)
    return Catalogue(domains=domains, items=items, eligibilities=rules, **settings)


def _full(raw: dict[str, Any]) -> str:
    """Which table holds more rows than one scorecard can use."""
    for table, most in MOST_ROWS.items():
        rows = raw.get(table)
        if isinstance(rows, list) and len(rows) > most:
            return f"it has {len(rows):,} [[{table}]]; there is room for {most}."
    return ""
