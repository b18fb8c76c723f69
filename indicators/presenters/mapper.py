"""The mapper page and the pages of layouts: what a file seems to be, and what a layout says."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import ReceivedFile, SourceProfile
from indicators.presenters.words import moment
from indicators.selectors.layouts import KnownProfile
from indicators.services.bringing import WORDS
from indicators.sources.mapping import AREA_COLUMNS, AREA_WORDS, Answers, answers_of
from indicators.sources.profiles import parsed

_STATES = {"present": "", "no_data": "No data", "suppressed": "Suppressed at source"}


@dataclass(frozen=True)
class PreviewLine:
    row: int
    practice: str
    indicator: str
    period: str
    numerator: str
    denominator: str
    value: str


@dataclass(frozen=True)
class Preview:
    """What a layout makes of the first rows; `refused` and `mend` where it cannot be used."""

    read: str
    figures: str
    left_out: str
    lines: tuple[PreviewLine, ...]
    found: tuple[tuple[str, str, tuple[str, ...]], ...]
    refused: str = ""
    mend: str = ""


@dataclass(frozen=True)
class MapperPage:
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fits: tuple[tuple[str, str], ...]
    preview: Preview | None
    toml: str


@dataclass(frozen=True)
class LayoutLine:
    name: str
    title: str
    version: str
    own: bool
    brings: str


@dataclass(frozen=True)
class VersionLine:
    number: int
    saved: str
    by: str


@dataclass(frozen=True)
class LayoutPage:
    """`differences` are lines of two versions compared: the mark, then the line."""

    name: str
    title: str
    number: int
    toml: str
    own: bool
    versions: tuple[VersionLine, ...]
    compared: int
    differences: tuple[tuple[str, str], ...]


def columns_of(guess: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The columns of a file to choose from: headings, else numbers with the first cell."""
    first = guess["rows"][0] if guess["rows"] else ()
    if guess["headings"]:
        return [(one, one) for one in dict.fromkeys(guess["headings"]) if one]
    return [(str(at), f"Column {at}: {cell}") for at, cell in enumerate(first, start=1)]


def initial(report: Mapping[str, Any]) -> dict[str, Any]:
    """What the form is filled with: what was answered before, else what was guessed."""
    if "toml" in report:
        return _answered(answers_of(parsed("profile", report["toml"])), report)
    guess = report["guess"]
    choices = guess["headings"] or [str(at + 1) for at in range(len((guess["rows"] or [[]])[0]))]
    found = {name: choices[at] if at is not None else "" for name, at in guess["columns"].items()}
    missing = " ".join(one for one in guess["missing"] if one)
    ratio = bool(found["numerator"] and found["denominator"])
    return {
        "practice": found["practice"],
        "period": found["period"],
        "given_period": report.get("period", ""),
        "indicator": found["indicator"],
        "numerator_1": found["numerator"] if ratio else "",
        "denominator_1": found["denominator"] if ratio else "",
        "value_1": found["value"] or ("" if ratio else found["numerator"]),
        "missing": missing,
    }


def reading(guess: Mapping[str, Any]) -> dict[str, Any]:
    return {name: guess[name] for name in ("heading_row", "delimiter", "encoding")}


def period_of(file: ReceivedFile) -> str:
    """The period that was given with the file, if one was."""
    return str(file.report.get("period", ""))


def mapper_page(file: ReceivedFile, known: Sequence[KnownProfile]) -> MapperPage:
    guess, titles = file.report["guess"], {one.name: one.title for one in known}
    fitting = [name for name in file.report.get("fits", ()) if name in titles]
    width = len(guess["rows"][0]) if guess["rows"] else 0
    return MapperPage(
        name=file.name,
        headings=tuple(guess["headings"] or [f"Column {at + 1}" for at in range(width)]),
        rows=tuple(tuple(row) for row in guess["rows"]),
        fits=tuple((name, titles[name]) for name in fitting),
        preview=_preview(file.report["preview"]) if "preview" in file.report else None,
        toml=file.report.get("toml", ""),
    )


def layout_lines(known: Sequence[KnownProfile]) -> list[LayoutLine]:
    return [
        LayoutLine(
            one.name, one.title, one.version, one.own, ", ".join(WORDS[w] for w in one.brings)
        )
        for one in known
    ]


def layout_page(
    name: str, title: str, toml: str, versions: Sequence[SourceProfile], number: int, other: int
) -> LayoutPage:
    """One version of a layout, compared with `other` where that is one of its versions."""
    texts = {one.number: one.toml for one in versions}
    return LayoutPage(
        name=name,
        title=title,
        number=number,
        toml=texts.get(number, toml),
        own=bool(versions),
        versions=tuple(
            VersionLine(one.number, moment(one.saved_at), str(one.saved_by or "the system"))
            for one in versions
        ),
        compared=other if other in texts else 0,
        differences=_differences(texts[other], texts[number]) if other in texts else (),
    )


def _differences(before: str, after: str) -> tuple[tuple[str, str], ...]:
    words = {"+": "Added", "-": "Removed"}
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple((words[line[0]], line[2:]) for line in lines if line[0] in words)


def _answered(answers: Answers, report: Mapping[str, Any]) -> dict[str, Any]:
    given = {
        "title": answers.title,
        "source": answers.source,
        "practice": answers.practice,
        "period": answers.period,
        "given_period": report.get("period", ""),
        "indicator": answers.indicator,
        "missing": " ".join(one for one in answers.missing if one),
    }
    given |= {f"area_{name}": getattr(answers.areas, name) for name in AREA_COLUMNS}
    given |= {f"area_{name}": ", ".join(getattr(answers.areas, name)) for name in AREA_WORDS}
    for at, one in enumerate(answers.figures, start=1):
        given[f"code_{at}"] = one.indicator
        for name in ("numerator", "denominator", "value", "share", "modelled"):
            given[f"{name}_{at}"] = getattr(one, name)
        given[f"scale_{at}"] = one.scale if one.scale != 1 else ""
    return given


def _preview(found: Mapping[str, Any]) -> Preview:
    if refused := found.get("refused"):
        return Preview("", "", "", (), (), refused["what"], refused["mend"])
    lines = tuple(
        PreviewLine(
            row=one["row"],
            practice=one["practice"],
            indicator=one["indicator"],
            period=one["period"],
            numerator=_number(one["numerator"]),
            denominator=_number(one["denominator"]),
            value=_STATES.get(one["state"]) or _number(one["value"]),
        )
        for one in found["first"]
    )
    kinds = tuple(
        (what, f"{found['counts'][what]:,}", tuple(those))
        for what, those in found["examples"].items()
    )
    return Preview(
        f"{found['read']:,}", f"{found['figures']:,}", f"{found['left_out']:,}", lines, kinds
    )


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:,.10g}"
