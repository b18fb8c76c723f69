"""Source profiles: the layout of a national file as data, one TOML file each. Pure.

A new edition with other column names needs a line in its profile, not a programmer.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from indicators.sources.layout_text import too_much
from indicators.sources.layout_values import wrong

FOLDER = Path(__file__).parent / "profiles"

Column = tuple[str | int, ...]

_PLAIN = ("version", "delimiter", "header", "heading_row", "dates", "sheet", "period_dates")
_LISTS = ("encodings", "missing", "suppressed", "no_network", "telephones")
_COLUMNS = (
    "organisation",
    "details",
    "successions",
    "closures",
    "networks",
    "points",
    "reasons",
    "shows",
)


_AS_GIVEN = ("indicator", "kind", "scale", "share", "whole", "unit", "modelled", "codes", "names")

# What a file can be for. Needed beside each: the columns that it cannot do without.
BRINGS: dict[str, tuple[str, ...]] = {
    "organisation": ("name", "network", "area", "area_name", "country", "country_name"),
    "details": ("postcode", "opened_on", "closed_on"),
    "networks": ("network_name",),
    "successions": ("successor", "last_on"),
    "closures": ("name",),
    "lists": (),
    "figures": (),
    "points": ("indicator", "points"),
    "reasons": ("code", "words", "type"),
    "shows": (),
}


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
    published value into the unit shown: 100 where the source publishes fractions. `codes` are
    the indicators of groups that do not follow the pattern. `unit` is that of the value, in words.
    `modelled` says that the source estimates its figures, or those of some groups; else they are
    counted. `adjustments`
    are columns of patients taken out of the denominator, the heading being the reason; "*" is
    every measure of a long file that is written as a code.
    """

    indicator: str
    numerator: Column = ()
    denominator: Column = ()
    value: Column = ()
    text: Column = ()
    group: Column = ()
    adjustments: Column = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    unit: str = ""
    share: bool = False
    whole: bool = False
    modelled: bool | tuple[str, ...] = False


@dataclass(frozen=True)
class ListColumns:
    """Where list sizes stand; without `on` the day is given with the file."""

    kind: str
    patients: Column
    on: Column = ()


@dataclass(frozen=True)
class AreaColumns:
    """How rows of England, of a region and of the area itself are told from those of practices.

    `code` is the column with the code (without it, that of the practice), `names` that with the
    name, `parent` that with the code of the larger area. Where `type` says what a row is about,
    `practices` are its words for practices, and all other rows are of areas. `own` and `region`
    are the codes of the source for the commissioner's own area and for its region.
    """

    code: Column = ()
    type: Column = ()
    names: Column = ()
    parent: Column = ()
    practices: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    region: tuple[str, ...] = ()


@dataclass(frozen=True)
class LongForm:
    """A file that writes each number in a row of its own: `measure` says which it is.

    The measures become columns under their own names, or under those that `names` gives them.
    """

    measure: Column
    value: Column
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """How a file is laid out. Columns are accepted names, or a number counted from 1.

    `heading_row` is the row that holds the headings; rows above it are titles and not read.
    `sheet` names the sheet of a workbook; without it the first one that can be seen is read.
    `period_dates` says how the period column writes a day; the financial year around it counts.
    `telephones` are columns in which ten digits are no NHS number. What else than figures and
    list sizes a file brings is a table of its own, with a column for each purpose.
    """

    name: str
    title: str
    source: str
    practice: Column = ()
    version: str = "1"
    encodings: tuple[str, ...] = ("utf-8-sig", "windows-1252")
    delimiter: str = ","
    header: bool = True
    heading_row: int = 1
    sheet: str = ""
    missing: tuple[str, ...] = ("", "NA", ":")
    suppressed: tuple[str, ...] = ("*", "[c]")
    dates: str = "%Y-%m-%d"
    period: Column = ()
    period_dates: str = ""
    telephones: tuple[int | str, ...] = ()
    long: LongForm | None = None
    ignore: tuple[Filter, ...] = ()
    only: tuple[Filter, ...] = ()
    figures: tuple[FigureColumns, ...] = ()
    lists: tuple[ListColumns, ...] = ()
    areas: AreaColumns = AreaColumns()
    organisation: Mapping[str, Column] = field(default_factory=dict)
    no_network: tuple[str, ...] = ("",)
    details: Mapping[str, Column] = field(default_factory=dict)
    successions: Mapping[str, Column] = field(default_factory=dict)
    closures: Mapping[str, Column] = field(default_factory=dict)
    networks: Mapping[str, Column] = field(default_factory=dict)
    points: Mapping[str, Column] = field(default_factory=dict)
    reasons: Mapping[str, Column] = field(default_factory=dict)
    shows: Mapping[str, Column] = field(default_factory=dict)

    @property
    def brings(self) -> tuple[str, ...]:
        """What the file is for, in the order in which it is kept."""
        return tuple(what for what in BRINGS if getattr(self, what))


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def text_of(name: str) -> str:
    """The text of a shipped profile. Raises BadProfile."""
    path = FOLDER / f"{name}.toml"
    if name not in names():
        raise BadProfile(f"There is no source profile {name!r}.")
    return path.read_text(encoding="utf-8")


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
    return parsed(path.stem, path.read_text(encoding="utf-8"), path.name)


def parsed(name: str, text: str, called: str = "The profile") -> Profile:
    """A profile from the text of its file. Raises BadProfile, which says what is wrong."""
    if said := too_much(text):
        raise BadProfile(f"{called}: {said}")
    try:
        return read(name, tomllib.loads(text))
    except RecursionError as error:
        raise BadProfile(f"{called}: its brackets are nested too deep.") from error
    except KeyError as error:
        raise BadProfile(f"{called}: the field {error} is missing.") from error
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise BadProfile(f"{called}: {error}") from error


def read(name: str, raw: dict[str, Any]) -> Profile:
    """A profile from parsed TOML.

    Raises ValueError for a field that is not known or missing, or a value that it cannot take.
    """
    _known(raw, Profile, "profile")
    if said := wrong(raw):
        raise ValueError(said)
    _check(raw)
    given: dict[str, Any] = {key: raw[key] for key in _PLAIN if key in raw}
    given |= {key: tuple(raw[key]) for key in _LISTS if key in raw}
    given |= {key: _columns_by_purpose(raw[key]) for key in _COLUMNS if key in raw}
    return Profile(
        name=name,
        title=raw["title"],
        source=raw["source"],
        practice=_column(raw.get("practice", ())),
        period=_column(raw.get("period", ())),
        long=_columns(raw["long"], LongForm) if "long" in raw else None,
        ignore=tuple(_filter(one) for one in raw.get("ignore", ())),
        only=tuple(_filter(one) for one in raw.get("only", ())),
        figures=tuple(_columns(one, FigureColumns) for one in raw.get("figures", ())),
        lists=tuple(_columns(one, ListColumns) for one in raw.get("lists", ())),
        areas=_columns(raw.get("areas", {}), AreaColumns),
        **given,
    )


def _check(raw: dict[str, Any]) -> None:
    about_practices = set(raw) & (set(BRINGS) - {"points", "reasons", "shows"})
    if "practice" not in raw and (about_practices or not set(raw) & set(BRINGS)):
        raise KeyError("practice")
    if "type" in (areas := raw.get("areas", {})) and not areas.get("practices"):
        raise ValueError("areas: say in practices what the type of a row of a practice is called.")
    for what, needed in BRINGS.items():
        missing = [one for one in needed if what in raw and one not in raw[what]]
        if missing:
            raise ValueError(f"{what}: the column for {', '.join(missing)} is missing.")


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
    """Figure, list or long columns: every text or list but those of _AS_GIVEN names a column."""
    _known(raw, kind, kind.__name__)
    return kind(**{key: one if key in _AS_GIVEN else _column(one) for key, one in raw.items()})


def _column(raw: Any) -> Column:
    return tuple(raw) if isinstance(raw, list | tuple) else (raw,)
