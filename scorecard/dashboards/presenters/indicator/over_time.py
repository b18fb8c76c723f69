"""The distribution of an indicator through the periods: the median and the deciles."""

from dataclasses import dataclass

from scorecard.cards.presenters.axis import short_name
from scorecard.charts.deciles import DecileLines, DecilePoint, decile_lines
from scorecard.charts.types import Chart
from scorecard.dashboards.presenters.indicator.reading import Reading
from scorecard.dashboards.selectors.through_time import ThroughTime, deciles_of


@dataclass(frozen=True)
class TimeView:
    """`why_none` says why there is no chart."""

    chart: Chart | None = None
    why_none: str = ""
    notes: tuple[str, ...] = ()


def time_view(reading: Reading) -> TimeView:
    if not reading.is_number:
        return TimeView(why_none="Answers and facts in words have no median and no deciles.")
    found = deciles_of(reading.periods, reading.definition)
    if not found.periods:
        return TimeView(why_none="No practice has a figure in any period, so there is no median.")
    points, number = [], None
    for one in found.periods:
        changed = number is not None and one.number != number
        number = one.number
        label = short_name(one.card_run.run.period)
        note = "new definition" if changed else ""
        points.append(DecilePoint(label, one.practices, one.deciles, note))
    data = reading.data
    title = f"{data.name}: all practices through the periods"
    chart = decile_lines(DecileLines(title, data.unit, data.decimals, tuple(points)))
    return TimeView(chart=chart, notes=_notes(reading, found))


def _notes(reading: Reading, found: ThroughTime) -> tuple[str, ...]:
    notes = [
        "Practices with too few patients to band, and practices unlike the others, are left out."
    ]
    if reading.data.period_type == "year_to_date":
        notes.append(
            "The figures grow through each year from April, so only the same quarter of each year"
            " stands in one line."
        )
    if found.other_measure:
        names = ", ".join(found.other_measure)
        notes.append(f"Left out because something else was measured then: {names}.")
    return tuple(notes)
