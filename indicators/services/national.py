"""Keeping the figures of a national file.

One transaction: a file is kept with everything it tells, or nothing is. The content itself is not
stored, only name, size and SHA-256: it can be downloaded again, and the row number on each figure
leads into it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from indicators import periods
from indicators.models import Figure, Indicator, Period, ReceivedFile
from indicators.returns.steps import Step, silent
from indicators.services.area_figures import AreaFigures, keep_area_figures
from indicators.services.figures import ManyFigures, Recorded, record_figures
from indicators.services.files import receive_national_file
from indicators.services.periods import add_period
from indicators.services.queries import raise_query
from indicators.services.reading import memory_of_a_file
from indicators.sources.areas import Place
from indicators.sources.columns import Figures
from indicators.sources.matching import Known, Matched, match
from indicators.sources.notices import Notice, as_lines, counts
from indicators.sources.outcomes import packed
from indicators.sources.parsing import ParsedFigures, parse_figures
from indicators.sources.profiles import Profile
from indicators.sources.tables import FileNotRead
from practices.models import Commissioner, Practice
from practices.selectors import practices_ever_of

KEPT_WARNINGS = 500
# Hundredths of the whole, roughly as long as each of them takes.
STEPS, STORED_FROM = 100, 30
READING, STORING = "Reading the file", "Storing figures: {:,} of {:,}"
QUERY = (
    "Found by the import: row {row} of the file gives more than the whole. The figure is kept as "
    "published, without an interval; ask the practice or the publisher which number is right."
)


@dataclass(frozen=True)
class ImportedFigures:
    """What became of a file of figures."""

    file: ReceivedFile
    rows_read: int
    recorded: Recorded
    areas: AreaFigures
    queries: int
    periods: list[str]
    used: dict[str, str]
    notices: list[Notice]


@transaction.atomic
def import_figures(
    *,
    profile: Profile,
    content: bytes,
    name: str,
    commissioner: Commissioner,
    period: str = "",
    file: ReceivedFile | None = None,
    progress: Step = silent,
    by: Any,
    at: dt.datetime,
) -> ImportedFigures:
    """Keep the figures of a national file for a commissioner's practices and indicators.

    `period` is the period of a file that names none; of others it keeps that period only. `file`
    is the row of one that was uploaded. `progress` is told of steps in hundredths. Rows of
    England, the region and the area are kept as values to compare with. Raises FileNotRead when
    the file, or every single row of it, cannot be used.
    """
    if not period and not profile.period:
        raise FileNotRead(
            f"{name} does not say which period it is about: give the period (--period)."
        )
    here = {practice.code: practice for practice in practices_ever_of(commissioner)}
    if not here:
        raise FileNotRead(f"{commissioner} has no practices yet: import organisations first.")
    elsewhere = set(Practice.objects.exclude(code__in=here).values_list("code", flat=True))
    known = Known(
        {code: (practice.pk, practice.closed_on) for code, practice in here.items()},
        _indicators(commissioner),
        timezone.localdate(at),
    )
    only = period if profile.period else periods.parse(period).code
    progress(1, STEPS, READING)
    with memory_of_a_file(name):
        place = Place(commissioner.code, commissioner.name)
        parsed = parse_figures(content, profile, name, only, elsewhere, known, place)
    if not len(parsed.figures) and not len(parsed.areas):
        raise FileNotRead("\n".join([f"{name}: nothing to keep.", *as_lines(parsed.notices)]))
    spans = _periods(commissioner, parsed.figures, by, at)
    matched = match(parsed.figures, known, {code: span.pk for code, span in spans.items()})
    file = file or _file(profile, content, name, commissioner, spans, parsed, by, at)
    recorded = record_figures(
        rows=_columns(matched),
        file=file,
        source=profile.name,
        progress=_told(progress),
        by=by,
        at=at,
    )
    areas = keep_area_figures(
        figures=parsed.areas,
        file=file,
        published_by=profile.source,
        commissioner=commissioner,
        by=by,
        at=at,
    )
    if not len(parsed.figures) and not areas.counts:
        raise FileNotRead("\n".join([f"{name}: nothing to keep.", *as_lines(areas.notices)]))
    return ImportedFigures(
        file=file,
        rows_read=parsed.rows_read,
        recorded=recorded,
        areas=areas,
        queries=_query_what_exceeds(matched, file, at),
        periods=sorted(spans),
        used=parsed.used,
        notices=[*parsed.notices, *areas.notices],
    )


def _told(progress: Step) -> Callable[[int, int], None]:
    """Tells how many figures are stored, a hundredth of the whole at a time."""
    told = 0

    def stored(done: int, total: int) -> None:
        nonlocal told
        step = STORED_FROM + done * (STEPS - STORED_FROM) // total
        if step > told:
            told = step
            progress(step, STEPS, STORING.format(done, total))

    return stored


def _columns(matched: Matched) -> ManyFigures:
    figures = matched.figures
    return ManyFigures(
        practice=matched.practice,
        indicator=matched.indicator,
        period=matched.period,
        state=figures.state,
        numerator=figures.numerator,
        denominator=figures.denominator,
        value=figures.value,
        spread=np.full(len(figures), np.nan),
        text=figures.text,
        row=figures.row,
        modelled=figures.modelled,
        adjustments=figures.adjustments,
    )


def _indicators(commissioner: Commissioner) -> dict[str, int]:
    found = Indicator.objects.filter(commissioner=commissioner)
    return dict(found.values_list("code", "pk"))


def _periods(
    commissioner: Commissioner, figures: Figures, by: Any, at: dt.datetime
) -> dict[str, Period]:
    """The periods of the figures; those that the commissioner has not yet are added."""
    held = {one.code: one for one in Period.objects.filter(commissioner=commissioner)}
    found = {}
    for code in figures.period.counted():
        span = periods.parse(code)
        found[code] = held.get(span.code) or add_period(
            commissioner=commissioner,
            code=span.code,
            name=span.name,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            by=by,
            at=at,
        )
    return found


def _file(
    profile: Profile,
    content: bytes,
    name: str,
    commissioner: Commissioner,
    spans: dict[str, Period],
    parsed: ParsedFigures,
    by: Any,
    at: dt.datetime,
) -> ReceivedFile:
    return receive_national_file(
        commissioner=commissioner,
        period=next(iter(spans.values())) if len(spans) == 1 else None,
        profile=profile.name,
        profile_version=profile.version,
        name=name,
        content=content,
        report=_report(parsed),
        outcome=packed(parsed.notices),
        by=by,
        at=at,
    )


def _report(parsed: ParsedFigures) -> dict[str, Any]:
    return {
        "rows": parsed.rows_read,
        "columns": parsed.used,
        "counts": {str(found): count for found, count in counts(parsed.notices).items()},
        "warnings": [
            {"row": one.row, "column": one.column, "what": f"{one.found}: {one.sentence}"}
            for one in parsed.notices[:KEPT_WARNINGS]
        ],
    }


def _query_what_exceeds(matched: Matched, file: ReceivedFile, at: dt.datetime) -> int:
    """A part above its whole is a question to somebody, so one is asked, once per figure."""
    rows = matched.figures.row[matched.figures.above_all].tolist()
    asked = Figure.objects.current().filter(
        file=file,
        row__in=rows,
        recorded_at=at,
        query__isnull=True,
        indicator_id__in=set(matched.indicator[matched.figures.above_all].tolist()),
    )
    for figure in asked:
        reason = QUERY.format(row=figure.row)
        # A lock ends what practices may ask, not what the commissioner's own file shows.
        raise_query(figure=figure, reason=reason, after_lock=True, by=None, at=at)
    return len(asked)
