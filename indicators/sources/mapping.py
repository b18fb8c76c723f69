"""The answers of the mapper page as the text of a profile. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tomli_w

from indicators.sources.profiles import Profile, parsed

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


def _column(text: str, headed: bool) -> Any:
    return [text] if headed else int(text)


def _shown(column: tuple[str | int, ...]) -> str:
    return str(column[0]) if column else ""
