"""The answers of the mapper page as the text of a profile. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tomli_w

from indicators.sources.profiles import AreaColumns, Profile, parsed

GROUP = "{group}"


@dataclass(frozen=True)
class FigureLine:
    """One kind of figure: an indicator's code, or empty where a column names it, and columns.

    Columns are headings, or numbers from 1 where the file has none; empty where there is none.
    """

    indicator: str
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    scale: float = 1.0
    unit: str = ""
    share: bool = False
    modelled: bool = False


@dataclass(frozen=True)
class AreaRows:
    """How rows of England, of a region or of the area itself are told from those of practices:
    columns and words as in `profiles.AreaColumns`; all empty where the file has no such rows."""

    type: str = ""
    practices: tuple[str, ...] = ()
    names: str = ""
    parent: str = ""
    code: str = ""
    own: tuple[str, ...] = ()
    region: tuple[str, ...] = ()


AREA_COLUMNS = ("type", "names", "parent", "code")
AREA_WORDS = ("practices", "own", "region")


@dataclass(frozen=True)
class Answers:
    """What somebody said of a file; `heading_row` is 0 where it has no headings."""

    title: str
    source: str
    practice: str
    figures: Sequence[FigureLine]
    period: str = ""
    indicator: str = ""
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    heading_row: int = 1
    missing: tuple[str, ...] = ("",)
    areas: AreaRows = AreaRows()


def as_toml(answers: Answers) -> str:
    """The text of the profile; reading it gives what was answered. Raises BadProfile."""
    headed = answers.heading_row > 0
    raw: dict[str, Any] = {
        "title": answers.title,
        "source": answers.source,
        "practice": _column(answers.practice, headed),
    }
    if answers.encoding and answers.encoding != "utf-8-sig":
        raw["encodings"] = [answers.encoding]
    if answers.delimiter != ",":
        raw["delimiter"] = answers.delimiter
    if not headed:
        raw["header"] = False
    elif answers.heading_row > 1:
        raw["heading_row"] = answers.heading_row
    if answers.period:
        raw["period"] = _column(answers.period, headed)
    raw["missing"] = list(answers.missing)
    if areas := _areas(answers.areas, headed):
        raw["areas"] = areas
    raw["figures"] = [_figure(one, answers, headed) for one in answers.figures]
    text = tomli_w.dumps(raw)
    parsed("profile", text)
    return text


def answers_of(profile: Profile) -> Answers:
    """What the page shows for a profile that it made."""
    return Answers(
        title=profile.title,
        source=profile.source,
        practice=_shown(profile.practice),
        period=_shown(profile.period),
        indicator=_shown(profile.figures[0].group) if profile.figures else "",
        encoding=profile.encodings[0],
        delimiter=profile.delimiter,
        heading_row=profile.heading_row if profile.header else 0,
        missing=profile.missing,
        areas=_areas_of(profile.areas),
        figures=[
            FigureLine(
                indicator="" if one.indicator == GROUP else one.indicator,
                numerator=_shown(one.numerator),
                denominator=_shown(one.denominator),
                value=_shown(one.value),
                scale=one.scale,
                unit=one.unit,
                share=one.share,
                modelled=bool(one.modelled),
            )
            for one in profile.figures
        ],
    )


def _figure(one: FigureLine, answers: Answers, headed: bool) -> dict[str, Any]:
    raw: dict[str, Any] = {"indicator": one.indicator or GROUP}
    if not one.indicator:
        raw["group"] = _column(answers.indicator, headed)
    for name in ("numerator", "denominator", "value"):
        if column := getattr(one, name):
            raw[name] = _column(column, headed)
    if one.scale != 1:
        raw["scale"] = one.scale
    if one.unit:
        raw["unit"] = one.unit
    return raw | {name: True for name in ("share", "modelled") if getattr(one, name)}


def _areas_of(columns: AreaColumns) -> AreaRows:
    shown: dict[str, Any] = {name: _shown(getattr(columns, name)) for name in AREA_COLUMNS}
    return AreaRows(**shown | {name: getattr(columns, name) for name in AREA_WORDS})


def _areas(rows: AreaRows, headed: bool) -> dict[str, Any]:
    columns = {name: getattr(rows, name) for name in AREA_COLUMNS}
    words = {name: list(getattr(rows, name)) for name in AREA_WORDS}
    named = {name: _column(column, headed) for name, column in columns.items() if column}
    return named | {name: said for name, said in words.items() if said}


def _column(text: str, headed: bool) -> Any:
    return [text] if headed else int(text)


def _shown(column: tuple[str | int, ...]) -> str:
    return str(column[0]) if column else ""
