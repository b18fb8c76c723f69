"""Source profiles: the layout of a national file as data, one TOML file each. Pure.

A new edition with other column names needs a line in its profile, not a programmer.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "profiles"

Column = tuple[str | int, ...]

_PLAIN = ("delimiter", "header", "heading_row", "dates", "sheet")
_LISTS = ("encodings", "missing", "suppressed", "no_network")
_COLUMNS = ("organisation", "details")


class BadProfile(ValueError):
    """A profile that does not exist or cannot be used."""


@dataclass(frozen=True)
class Filter:
    """Rows by what a column says; `says` explains it to the user."""

    column: Column
    values: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class FigureColumns:
    """Where one indicator's figures stand. `indicator` may contain {group}.

    `share` says that the numerator is part of the denominator (or the value a percentage), so
    that more than the whole is odd. `whole` says that numerator counts people. `scale` turns the
    published value into the unit shown: 100 where the source publishes fractions.
    """

    indicator: str
    numerator: Column = ()
    denominator: Column = ()
    value: Column = ()
    text: Column = ()
    group: Column = ()
    scale: float = 1.0
    share: bool = False
    whole: bool = False


@dataclass(frozen=True)
class ListColumns:
    """Where list sizes stand; without `on` the day is given with the file."""

    kind: str
    patients: Column
    on: Column = ()


@dataclass(frozen=True)
class Profile:
    """How a file is laid out. Columns are accepted names, or a number counted from 1.

    `heading_row` is the row that holds the headings; rows above it are titles and not read.
    `sheet` names the sheet of a workbook; without it the first one that can be seen is read.
    """

    name: str
    title: str
    source: str
    practice: Column
    encodings: tuple[str, ...] = ("utf-8-sig", "windows-1252")
    delimiter: str = ","
    header: bool = True
    heading_row: int = 1
    sheet: str = ""
    missing: tuple[str, ...] = ("", "NA", ":")
    suppressed: tuple[str, ...] = ("*", "[c]")
    dates: str = "%Y-%m-%d"
    period: Column = ()
    ignore: tuple[Filter, ...] = ()
    only: tuple[Filter, ...] = ()
    figures: tuple[FigureColumns, ...] = ()
    lists: tuple[ListColumns, ...] = ()
    organisation: Mapping[str, Column] = field(default_factory=dict)
    no_network: tuple[str, ...] = ("",)
    details: Mapping[str, Column] = field(default_factory=dict)


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load(name: str) -> Profile:
    """The profile of that name, or in the file of that name when it ends in .toml.

    Raises BadProfile, which names those there are.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.is_file():
        raise BadProfile(
            f"There is no source profile {name!r}. There are: {', '.join(names())}; or give the "
            "path of your own profile, ending in .toml."
        )
    try:
        return read(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except KeyError as error:
        raise BadProfile(f"{path.name}: the field {error} is missing.") from error
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise BadProfile(f"{path.name}: {error}") from error


def read(name: str, raw: dict[str, Any]) -> Profile:
    """A profile from parsed TOML. Raises ValueError for a field that is not known."""
    _known(raw, Profile, "profile")
    given: dict[str, Any] = {key: raw[key] for key in _PLAIN if key in raw}
    given |= {key: tuple(raw[key]) for key in _LISTS if key in raw}
    given |= {key: _columns_by_purpose(raw[key]) for key in _COLUMNS if key in raw}
    return Profile(
        name=name,
        title=raw["title"],
        source=raw["source"],
        practice=_column(raw["practice"]),
        period=_column(raw.get("period", ())),
        ignore=tuple(_filter(one) for one in raw.get("ignore", ())),
        only=tuple(_filter(one) for one in raw.get("only", ())),
        figures=tuple(_columns(one, FigureColumns) for one in raw.get("figures", ())),
        lists=tuple(_columns(one, ListColumns) for one in raw.get("lists", ())),
        **given,
    )


def _columns_by_purpose(raw: dict[str, Any]) -> dict[str, Column]:
    return {key: _column(one) for key, one in raw.items()}


def _known(raw: dict[str, Any], kind: type, what: str) -> None:
    known = {one.name for one in fields(kind)} - {"name"}
    if unknown := sorted(set(raw) - known):
        raise ValueError(f"{what}: {', '.join(unknown)} is not known. Known: {sorted(known)}.")


def _filter(raw: dict[str, Any]) -> Filter:
    _known(raw, Filter, "filter")
    return Filter(_column(raw["column"]), tuple(raw["values"]), raw["says"])


def _columns(raw: dict[str, Any], kind: type[Any]) -> Any:
    """Figure or list columns: every text or list but `indicator` and `kind` names a column."""
    _known(raw, kind, kind.__name__)
    plain = ("indicator", "kind", "scale", "share", "whole")
    return kind(**{key: one if key in plain else _column(one) for key, one in raw.items()})


def _column(raw: Any) -> Column:
    return tuple(raw) if isinstance(raw, list | tuple) else (raw,)
