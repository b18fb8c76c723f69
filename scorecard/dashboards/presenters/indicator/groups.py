"""An indicator by network and by deprivation fifth: counts added up, and how unequal it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Page, Paginator

from scorecard.calc import inequality
from scorecard.calc.fifths import FIFTHS
from scorecard.calc.rounding import show
from scorecard.calc.types import Floats, Polarity
from scorecard.charts.many import MANY
from scorecard.charts.ranked import ranked_bars
from scorecard.charts.ranked_many import RankedMany, ranked_many
from scorecard.charts.types import Chart, RankedBars
from scorecard.charts.words import counted
from scorecard.dashboards.pooled import patients_of
from scorecard.dashboards.presenters.indicator.pool import GroupLine, Pool
from scorecard.dashboards.presenters.indicator.reading import PAGE_SIZE, Reading
from scorecard.dashboards.selectors.filters import FIFTH_WORDS

COLUMNS = ("Practices with a figure", "Together", "95% interval", "Bands of the practices")
MIDDLE = "the middle practice"


@dataclass(frozen=True)
class GroupsView:
    """`fifths_words` says whose fifths; `gap` and `slope` are sentences, "" where there is
    nothing to say; `why_none` says in words why nothing is here at all."""

    why_none: str = ""
    how: str = ""
    fifths: Chart | None = None
    fifths_words: str = ""
    no_fifths: str = ""
    gap: str = ""
    slope: str = ""
    networks: Chart | None = None
    page: "Page[Any] | None" = None
    outside: str = ""


def groups_view(reading: Reading) -> GroupsView:
    """The whole view."""
    if not reading.is_number:
        return GroupsView(why_none="Answers and facts in words cannot be added up.")
    if reading.data.level != "practice":
        said = "Practices share their figures on this indicator, so they are not added up."
        return GroupsView(why_none=said)
    if not reading.rows.has_value.any():
        return GroupsView(why_none="No practice has a figure, so there is nothing to add up.")
    pool = Pool(reading)
    return GroupsView(how=pool.how, **_fifths(reading, pool), **_networks(reading, pool))


def _fifths(reading: Reading, pool: Pool) -> dict[str, Any]:
    found = reading.places.fifths
    if not found.source:
        said = (
            "The scorecard has no deprivation score among its context indicators, so practices are"
            " not in fifths. Add one, and the next banding shows the gap."
        )
        return {"no_fifths": said}
    if found.indicator == reading.definition.indicator_id:
        said = (
            "This is the deprivation score by which practices are put into fifths, so neither a gap"
            " nor a slope along it says anything."
        )
        return {"no_fifths": said}
    codes, score = found.codes[reading.at_places], found.values[reading.at_places]
    if not codes.any():
        said = f"Fewer than five practices have a value of {found.source}, so there are no fifths."
        return {"no_fifths": said}
    names = [f"Fifth {FIFTH_WORDS[one]}" for one in range(1, FIFTHS + 1)]
    lines = pool.lines(names, codes.astype(np.intp) - 1)
    gap = _gap(reading, lines)
    title = f"{reading.data.name}: by deprivation fifth"
    chart = _chart(reading, title, lines, "fifth", gap or "Fifths with a figure are too few.")
    return {
        "fifths": chart,
        "fifths_words": found.words,
        "slope": _slope(reading, pool, score),
    }


def _gap(reading: Reading, lines: Sequence[GroupLine]) -> str:
    most, least = lines[0], lines[-1]
    if most.value is None or least.value is None:
        return ""
    apart = most.value - least.value
    ends = f"{most.figure} in the most deprived fifth and {least.figure} in the least deprived"
    if show(apart, reading.data.decimals) == show(0, reading.data.decimals):
        return f"There is no gap: {ends}."
    word = "higher" if apart > 0 else "lower"
    good = {Polarity.HIGH: apart > 0, Polarity.LOW: apart < 0}.get(Polarity(reading.data.polarity))
    judged = "" if good is None else f", which is {'better' if good else 'worse'}"
    return (
        f"The gap is {_difference(reading, abs(apart))}: {ends}, so it is {word} where patients"
        f" are most deprived{judged}."
    )


def _slope(reading: Reading, pool: Pool, score: Floats) -> str:
    lists = reading.places.list_sizes[reading.at_places]
    people = patients_of(reading.data, pool.counted, pool.below, lists)
    counted = pool.counted & (people > 0)
    found = inequality.slope(
        np.where(counted, reading.rows.value, np.nan), score, np.where(counted, people, np.nan)
    )
    if np.isnan(found.slope):
        return (
            "The slope of inequality is not worked out: fewer than three practices have a figure,"
            " a deprivation score and the number of patients behind it, or all are equal."
        )
    limits = " to ".join(_signed(reading, one) for one in (found.lower, found.upper))
    told = "more than" if found.is_more_than_chance else "no more than"
    return (
        f"Slope index of inequality: {_signed(reading, found.slope)} (95% interval {limits}) from"
        " the least to the most deprived patients, by a straight line through"
        f" {show(found.practices)} practices , each weighing {_weights(people is lists)}; that is"
        f" {told} their scatter explains. It says how results go with deprivation, not what causes"
        " them."
    )


def _weights(lists: bool) -> str:
    return "its registered patients" if lists else "the patients that its figure counts"


def _signed(reading: Reading, value: float) -> str:
    words, decimals = _difference(reading, abs(value)), reading.data.decimals
    if show(abs(value), decimals) == show(0, decimals):
        return words
    return f"{'-' if value < 0 else '+'}{words}"


def _difference(reading: Reading, value: float) -> str:
    """A distance on the scale: percentage points are no per cent."""
    if reading.data.unit == "%":
        return f"{show(value, reading.data.decimals)} percentage points"
    return reading.amount(value)


def _networks(reading: Reading, pool: Pool) -> dict[str, Any]:
    networks = reading.places.networks
    own = reading.places.network_ids[reading.at_places]
    outside = int(((own == 0) & pool.counted).sum())
    said = f"{counted(outside, 'practice is', 'practices are')} in no network." if outside else ""
    if not networks:
        return {"outside": "No practice was in a network on the period's last day."}
    place = {one.pk: at for at, one in enumerate(networks)}
    codes = np.array([place.get(pk, -1) for pk in own.tolist()], dtype=np.intp)
    lines = pool.lines([one.name for one in networks], codes)
    page = Paginator(lines, PAGE_SIZE).get_page(reading.asked.page)
    title = f"{reading.data.name}: by network"
    chart = _chart(reading, title, lines, "network", "", tuple(page))
    return {"networks": chart, "page": page, "outside": said}


def _chart(
    reading: Reading,
    title: str,
    lines: Sequence[GroupLine],
    word: str,
    summary: str,
    shown: Sequence[GroupLine] | None = None,
) -> Chart:
    drawn = (
        _many(reading, title, lines) if len(lines) > MANY else _bars(reading, title, lines, word)
    )
    rows = lines if shown is None else shown
    return Chart(
        heading=title,
        summary=summary or drawn.summary,
        figure=drawn.figure,
        columns=(word.capitalize(), *COLUMNS),
        rows=tuple(one.cells for one in rows),
        urls=("",) * len(rows),
        numbers=(1, 2),
    )


def _bars(reading: Reading, title: str, lines: Sequence[GroupLine], word: str) -> Chart:
    data = reading.data
    return ranked_bars(
        RankedBars(
            title=title,
            unit=data.unit,
            decimals=data.decimals,
            items=tuple(one.bar for one in lines),
            polarity=Polarity(data.polarity),
            benchmark=reading.line,
            benchmark_label=_label(reading),
            item_word=word,
            by_name=word == "fifth",
            pooled=True,
        )
    )


def _many(reading: Reading, title: str, lines: Sequence[GroupLine]) -> Chart:
    """More networks than bars can show."""
    data = reading.data
    columns = zip(*((one.value, one.low, one.high) for one in lines), strict=True)
    values, lower, upper = (np.array(column, dtype=np.float64) for column in columns)
    return ranked_many(
        RankedMany(
            title=title,
            unit=data.unit,
            decimals=data.decimals,
            labels=[one.name for one in lines],
            values=values,
            lower=lower,
            upper=upper,
            bands=np.zeros(len(lines), dtype=np.int8),
            polarity=Polarity(data.polarity),
            benchmark=reading.line,
            benchmark_label=_label(reading),
            item_word="network",
        )
    )


def _label(reading: Reading) -> str:
    return reading.compared.name if reading.line is not None else ""
